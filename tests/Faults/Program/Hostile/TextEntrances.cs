using System.Buffers;
using System.Text;
using LanguageExt;
using Timeline.Causality;
using Timeline.ChangeLogs;
using Timeline.Changes;
using Timeline.ChangeTracking;
using Timeline.Documents;
using Timeline.Events;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Storage;
using Timeline.Tracking;
using Timeline.Values;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Entrances of text: JSON, patches, paths, names, events, entries of change logs.</summary>
internal static class TextEntrances
{
    private static readonly string[] Documents =
    [
        """{"name":"app","ports":[80,443,8080],"nested":{"deep":{"er":[{"x":1.50,"y":-2e10},null,true,false]}},"é😀":"\u00e9\ud83d\ude00\n\"\\","big":123456789012345678901234567890.000}""",
        "[]", "{}", "\"text\"", "-0.0", "[[[[[[1]]]]]]", "\uFEFF{ \"a\" :\r\n\t[ 1 , 2 ] }\n",
    ];

    private static readonly Value Sample = Right(Json.Parse(Documents[0]));

    private static readonly Value Tree = Right(Json.Parse("""{"a":{"b":[1,2,{"c":"d"}],"e":null},"f":[[1],[2]],"g":"h"}"""));

    private static readonly JsonLimits Deepest = new() { Depth = Value.MaximumDepth };

    public static IEnumerable<Entrance> All =>
    [
        new("JSON in bytes", Seeds(Documents), input => Of(Json.Parse(input), Use))
        {
            Methods = ["Json.Parse(ReadOnlySpan<Byte>)"],
        },
        new("JSON in bytes, as deep as there is", Seeds(Documents), input => Of(Json.Parse(input, Deepest), Use)),
        new("JSON in a string", Seeds(Documents), input => Of(Json.Parse(ToText(input)), Use))
        {
            Methods = ["Json.Parse(String)"],
        },
        new("JSON in pieces", Seeds(Documents), input => Of(Json.Parse(InPieces(input)), Use))
        {
            Methods = ["Json.Parse(ReadOnlySequence<Byte>&)"],
        },
        new("a number", Seeds("-12.50e3", "0", "1E-400"), input => Of(Value.Number.Parse(ToText(input)), Use))
        {
            Methods = ["Number.Parse(String)"],
        },
        new("a document", Seeds(Documents), input => Of(Document.Parse(input), document =>
        {
            Must(document.Bytes.Span.SequenceEqual(input), "a document has other bytes");
            Use(document.Value);
        }))
        {
            Methods = ["Document.Parse(ReadOnlyMemory<Byte>)"],
        },
        new("a style", Seeds($"{JsonStyle.Indented}", "indent=2 end=1 colon=1 lists=all items=25"), input => Of(
            JsonStyle.Parse(ToText(input)),
            style => Must(Right(JsonStyle.Parse($"{style}")) == style && Json.ToText(Tree, style).Length > 0, "a style changes")))
        {
            Methods = ["JsonStyle.Parse(String)"],
        },
        new("a patch", Seeds(Patches), Patch) { Methods = ["JsonPatch.Parse(ReadOnlySpan<Byte>)", "JsonPatch.FromValue(Value)"] },
        new("a patch in a string", Seeds(Patches), input => Of(JsonPatch.Parse(ToText(input)), UsePatch))
        {
            Methods = ["JsonPatch.Parse(String)"],
        },
        new("a merge patch", Seeds("""{"a":{"b":null,"x":[1]},"f":{"y":{"z":1}}}""", "[1]", "null"), input => Of(
            Json.Parse(input), patch => Use(MergePatch.Apply(Tree, patch))))
        {
            Methods = ["MergePatch.Apply(Value)"],
        },
        new("an event", Seeds(Events), input => Of(EventJson.Parse(input), UseEvent))
        {
            Methods = ["EventJson.Parse(ReadOnlySpan<Byte>)", "EventJson.FromValue(Value)"],
        },
        new("an event in a string", Seeds(Events), input => Of(EventJson.Parse(ToText(input)), UseEvent))
        {
            Methods = ["EventJson.Parse(String)"],
        },
        new("an entry of a change log", Seeds(Entries), input => Of(ChangeJson.Parse(input), UseEntry))
        {
            Methods = ["ChangeJson.Parse(ReadOnlySpan<Byte>)", "ChangeJson.FromValue(Value)"],
        },
        new("objects", Seeds("""{"name":"x","count":3,"when":"2026-01-31T10:00:00Z","list":[1,2],"map":{"a":{"name":"y"}}}"""), input => Of(
            Json.Parse(input), value => Of(
                ObjectTree.Default.FromValue<Thing>(value), thing => Right(ObjectTree.Default.ToValue(thing)))))
        {
            Methods = ["ObjectTree.FromValue(Value)"],
        },
        new("Value JSON of a tracker", Seeds("[1,2.5,123456789012345678901234567890,1e300,\"x\",null,true]", "{\"a\":1}", "-5"), input => Answers.Of(() =>
        {
            var tracker = new ChangeTracker();
            var read = tracker.FromValueJson(input);
            _ = tracker.ToValueJsonUtf8(read);
            _ = tracker.FromValueJson(ToText(input));
        }))
        {
            Methods =
            [
                "ChangeTracker.FromValueJson(ReadOnlySpan<Byte>)", "ChangeTracker.FromValueJson(String)", "ChangeTracker.FromValueJson(Value)",
            ],
        },
        .. Names,
    ];

    private static IEnumerable<Entrance> Names =>
    [
        Name("ValuePath", ValuePath.Parse, "", "/a/b~1c/0/-", "/~0"),
        Name("PathPattern", PathPattern.Parse, "/a/*/**/b", "**"),
        Name("TrackerPath", TrackerPath.Parse, "a.b[0].c()", "value.Name"),
        Name("HistoryName", HistoryName.Parse, "config/app.json", "é"),
        Name("BranchName", BranchName.Parse, "main", "fix/one-2"),
        Name("ReplicaId", ReplicaId.Parse, "a", "node-1"),
        Name("VersionId", VersionId.Parse, new string('a', 64)),
        Name("VersionIdPrefix", VersionIdPrefix.Parse, "abcdef12"),
        Name("Revision", Revision.Parse, "main", "main~2", "2026-01-31", "12", "abcdef~2"),
        Name("HybridTimestamp", HybridTimestamp.Parse, "2026-03-02T09:00:00.123Z-00ff", "2026-01-31T10:00:00.000Z-0001"),
        Name("EventId", EventId.Parse, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "0b0f6f3e-0000-4000-8000-000000000001"),
        Name("EventPosition", EventPosition.Parse, "0-1", "7-12"),
        new("a word of access", Seeds("r", "rw", "w", "action"), input => Of(
            AccessWords.Parse(ToText(input)), access => Must(Right(AccessWords.Parse(access.ToWord())) == access, "a word changes")))
        {
            Methods = ["AccessWords.Parse(String)"],
        },
        new("the id of an entry", Seeds("0b0f6f3e-0000-4000-8000-000000000001/12"), input => ChangeEntryId.Parse(ToText(input)).IsSome)
        {
            Methods = ["ChangeEntryId.Parse(String)"],
        },
        new("the id of a version or none", Seeds(new string('a', 64)), input => VersionId.TryParse(ToText(input), out _))
        {
            Methods = ["VersionId.TryParse(String)"],
        },
    ];

    private static string[] Patches =>
    [
        """[{"op":"add","path":"/a/b/1","value":{"x":[1]}},{"op":"remove","path":"/g"},{"op":"replace","path":"/f/0","value":1}]""",
        """[{"op":"move","from":"/a/b","path":"/f/-"},{"op":"copy","from":"/f","path":"/a/z","before":"e"},{"op":"test","path":"/g","value":"h"}]""",
        """[{"op":"add","path":"","value":[]}]""", """[{"op":"move","from":"/a","path":"/a","before":null}]""",
    ];

    private static string[] Events =>
    [
        EventJson.ToText(Right(Event.Create(new EventDraft
        {
            Id = Right(EventId.Parse("0b0f6f3e-0000-4000-8000-000000000001")),
            AggregateId = "a",
            Type = "t",
            NodeId = "n",
            Timestamp = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero),
            LamportTime = 1,
            ProjectUuid = Guid.Empty,
            Payload = Sample,
        }))),
    ];

    private static string[] Entries =>
    [
        """{"format":1,"id":"0b0f6f3e-0000-4000-8000-000000000001/1","time":"2026-01-31T12:00:00.0000000Z","action":"init","path":"","after":{"ports":[80]},"tree":[{"container":"0b0f6f3e-0000-4000-8000-000000000001","kind":"dictionary","path":""}]}""",
        """{"format":1,"id":"0b0f6f3e-0000-4000-8000-000000000001/2","origin":"0b0f6f3e-0000-4000-8000-000000000002/2","time":"2026-01-31T12:00:00.0015000Z","actor":"ada","action":"add","method":"Add","path":"/ports/1","after":443,"group":"0b0f6f3e-0000-4000-8000-00000000000f","tree":[{"container":"0b0f6f3e-0000-4000-8000-000000000001","kind":"dictionary","path":""},{"container":"0b0f6f3e-0000-4000-8000-000000000002","kind":"list","path":"/ports"}],"stack":["at Program.Main() in Program.cs:line 3"]}""",
    ];

    public static Func<IReadOnlyList<byte[]>> Seeds(params string[] seeds) => () => [.. seeds.Select(Encoding.UTF8.GetBytes)];

    // Bytes that are no UTF-8 become halves of pairs and odd characters: what a string can hold and a text cannot.
    private static string ToText(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        return text.Contains('\uFFFD', StringComparison.Ordinal)
            ? text.Replace('\uFFFD', (char)(0xD7FF + (input.Length % 0x802)))
            : text;
    }

    private static Entrance Name<T>(string type, Func<string, Either<TimelineError, T>> parse, params string[] seeds)
        where T : notnull => new($"{type}", Seeds(seeds), input => Of(parse(ToText(input)), read =>
        {
            var text = $"{read}";
            Must(Right(parse(text)).Equals(read), $"'{text}' is read as another {type}");
        }))
        {
            Methods = [$"{type}.Parse(String)"],
        };

    private static bool Patch(byte[] input) => Of(JsonPatch.Parse(input), UsePatch);

    private static void UsePatch(JsonPatch patch)
    {
        Must(Right(JsonPatch.Parse(patch.ToUtf8())).Equals(patch), "a patch is read as another one");
        _ = Of(patch.Apply(Tree), Use);
        _ = Of(patch.Apply(Value.OfNull()), Use);
        _ = Of(patch.ToPatch(Tree), done =>
        {
            var after = Right(done.Apply(Tree));
            Must(after.ExactlyEquals(Right(patch.Apply(Tree))), "a patch and what it found lead to different values");
            Must(Right(done.Invert().Apply(after)).ExactlyEquals(Tree), "a patch does not lead back");
        });
    }

    private static void UseEvent(Event read) =>
        Must(Right(EventJson.Parse(EventJson.ToUtf8(read), EventJson.StoredLimits)).Equals(read), "an event is read as another one");

    private static void UseEntry(ChangeEntry entry)
    {
        var bytes = ChangeJson.ToUtf8(entry);
        var again = Right(ChangeJson.Parse(bytes, Deepest));
        Must(ChangeJson.ToUtf8(again).AsSpan().SequenceEqual(bytes), "an entry is read as another one");
        Must(ChangeFilter.All.IsWanted(entry) && ChangeText.Line(entry).Length > 0, "an entry has no words");
    }

    private static ReadOnlySequence<byte> InPieces(byte[] input)
    {
        var first = new Piece(input.AsMemory(0, input.Length / 2), 0);
        var last = new Piece(input.AsMemory(input.Length / 2), input.Length / 2);
        first.Follow(last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    internal sealed record Thing(string Name, int Count, DateTimeOffset When, int[] List, Dictionary<string, Thing> Map);

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

        public void Follow(Piece next) => Next = next;
    }
}
