using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Stamping;
using Timeline.Values;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Properties.Containers;

/// <summary>The entries that containers make, as JSON and back.</summary>
public sealed class EntryJsonLaws
{
    private static readonly Arbitrary<int[]> Runs = Arb.From(Gen.ArrayOf(Gen.Choose(0, 1_000_000)));

    [Fact]
    public void An_entry_of_a_container_is_read_back_as_it_was_written_and_replays_as_it_did() => Law.Holds(
        Runs,
        run =>
        {
            TrackingOptions options = new() { ConvertPlain = true, CaptureStack = run.Length % 2 == 0 };
            TrackedDictionary<string, object?> top = new(options);
            TrackedList<object?> list = new(options);
            TrackedSet<object> set = new(options);
            foreach (var step in run) Do(top, list, set, step);
            foreach (var container in new TrackedContainer[] { top, list, set }) IsReadBack(container);
        },
        cases: 150);

    private static void IsReadBack(TrackedContainer container)
    {
        var content = Value.OfNull();
        foreach (var entry in container.Log.Entries)
        {
            var json = ChangeJson.ToUtf8(entry);
            var read = Outcome.Right(ChangeJson.Parse(json));
            Assert.Equal(entry, read);
            Assert.Equal(json, ChangeJson.ToUtf8(read));
            Assert.Equal(ChangeText.Full(entry, withStack: true), ChangeText.Full(read, withStack: true));
            content = Outcome.Right(ChangeReplay.Forward(content, read));
            Assert.Equal(Content(entry), content);
        }
    }

    private static Value Content(ChangeEntry entry) =>
        entry.ContentAfter.Match(Some: it => it.Value, None: () => throw new InvalidOperationException());

    private static void Do(
        TrackedDictionary<string, object?> top, TrackedList<object?> list, TrackedSet<object> set, int step)
    {
        var (kind, value) = (step % 16, step / 16);
        using var acting = value % 3 == 0 ? Actor.As($"actor \"{value % 5}\" \u2028") : null;
        using var batch = value % 5 == 0 ? Batch("some") : null;
        try
        {
            switch (kind)
            {
                case 0: top["list"] = list; break;
                case 1: top["set"] = set; break;
                case 2: top["a/b~\u00e9\U0001F600"] = value; break;
                case 3: top["plain"] = new List<object?> { value, new Dictionary<string, object?> { [""] = 1.50m } }; break;
                case 4: top.Remove($"{(value % 2 == 0 ? "list" : "set")}"); break;
                case 5: list.Add(value % 2 == 0 ? value : $"{value}"); break;
                case 6: list.Insert(0, double.NaN); break;
                case 7: list.AddRange([null, true, 1e300, -0.0, 10m, DateTimeOffset.UnixEpoch, set]); break;
                case 8: list.Reverse(); break;
                case 9: list.RemoveAll(it => it is int number && number % 2 == 0); break;
                case 10: _ = set.Add(value % 7); break;
                case 11: set.SymmetricExceptWith([1, "1", 1.0m, value % 7, new[] { 1, value % 3 }]); break;
                case 12: set.Lock(); break;
                case 13: set.Unlock(); break;
                case 14: top.LockKey("list"); break;
                default:
                    top.RollBackTo(top.Log.Entries[value % top.Log.Count]);
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            // What is locked stays as it is.
        }

        if (value % 10 != 0) batch?.Commit();
    }
}
