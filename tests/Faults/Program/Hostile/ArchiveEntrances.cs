using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Watching;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Entrances of lines of JSON: what was exported, and what variables were saved as, plain and sealed.</summary>
internal static partial class ArchiveEntrances
{
    private static readonly Sealing Keys = new()
    {
        Keys = new KeyRing("2026", id => id == "2026" ? [.. Enumerable.Range(1, 32).Select(each => (byte)each)] : null),
    };

    private static readonly Sealing Packed = new() { Compress = true };

    public static IEnumerable<Entrance> All =>
    [
        new("import", () => [.. Exports.Value], Import)
        {
            Methods =
            [
                "DocumentHistory.ImportAllAsync(IAsyncEnumerable<ReadOnlyMemory<Byte>>)",
                "DocumentHistory.ImportAsync(IAsyncEnumerable<ReadOnlyMemory<Byte>>)", "ArchiveLines.ReadAsync(Stream)",
                "Restoring.Apply(Value)",
            ],
            Forge = Reseal,
            Cost = 4,
        },
        new("a saved variable", () => Saved(null), input => Load(input, null))
        {
            Methods = ["Watched`1.LoadAsync(Stream)", "Watched`1.LoadAsync(String)", "Watched`1.Load(String)"],
            Forge = Reseal,
            Cost = 8,
        },
        new("a sealed variable", () => Saved(Keys), input => Load(input, Keys)) { Forge = Reseal, Cost = 8 },
        new("a compressed variable", () => Saved(Packed), input => Load(input, Packed)) { Forge = Reseal, Cost = 8 },
        new("a saved registry", () => Saved(null), LoadAll)
        {
            Methods = ["Registry.Load(String)", "Registry.LoadAsync(String)"],
            Forge = Reseal,
            Cost = 12,
        },
    ];

    private static Lazy<IReadOnlyList<byte[]>> Exports { get; } = new(() =>
    {
        using var store = new Sample();
        return [store.Export(Sample.Names[0]), store.Export(Sample.Names[1]), [.. store.Export(Sample.Names[0]), .. store.Export(Sample.Names[1])]];
    });

    /// <summary>Makes ids and digests of an archive right again, as far as its lines can be read.</summary>
    public static byte[] Reseal(byte[] input)
    {
        var lines = Encoding.Latin1.GetString(input).Split('\n');
        var ids = new List<VersionId>();
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                if (lines[i].StartsWith("{\"timeline\":", StringComparison.Ordinal)) ids.Clear();
                else lines[i] = WithId(lines[i], ids);
            }
            catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException
                or ArgumentException or KeyNotFoundException or OverflowException)
            {
                ids.Add(default);
            }
        }

        return WithDigest(string.Join('\n', lines));
    }

    private static byte[] WithDigest(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        if (!text.Contains("\"digest\":\"", StringComparison.Ordinal) || text[^1] != '\n') return bytes;
        List<ReadOnlyMemory<byte>> lines =
            [.. text[..^1].Split('\n').Select(line => (ReadOnlyMemory<byte>)Encoding.Latin1.GetBytes(line + "\n"))];
        var first = DigestMember.Replace(Encoding.Latin1.GetString(lines[0].Span), "");
        lines[0] = Encoding.Latin1.GetBytes(first);
        try
        {
            lines[0] = ExportDigest.FirstOf(lines);
        }
        catch (Exception odd) when (odd is ArgumentException or InvalidOperationException)
        {
            return bytes;
        }

        return [.. lines.SelectMany(line => line.ToArray())];
    }

    private static string WithId(string line, List<VersionId> ids)
    {
        using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(line), new() { MaxDepth = 2000 });
        var root = document.RootElement;
        var time = DateTime.Parse(
            root.GetProperty("time").GetString()!, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AdjustToUniversal);
        var stamp = Stamp.FromTicks(time.Ticks, Text(root, "actor"), Text(root, "label"));
        VersionId[] parents = [.. root.GetProperty("parents").EnumerateArray().Select(it => ids[it.GetInt32()])];
        var patch = Digest.Of(Encoding.UTF8.GetBytes(root.GetProperty("patch").GetRawText()));
        var source = root.TryGetProperty("source", out var bytes) ? Digest.Of(bytes.GetBytesFromBase64()) : (Digest?)null;
        var content = root.TryGetProperty("content", out var hash) ? new Digest(Convert.FromHexString(hash.GetString()!)) : (Digest?)null;
        var id = new VersionHeader([.. parents], stamp, patch, source, content).ToId();
        ids.Add(id);
        return IdMember.Replace(line, $"\"id\":\"{id}\"", 1);
    }

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) ? text.GetString()! : "";

    private static bool Import(byte[] input)
    {
#pragma warning disable CA2000 // A store in memory holds nothing to let go of.
        var store = new MemoryHistoryStore();
#pragma warning restore CA2000
        var accepted = false;
        var done = Of(async () =>
        {
            using var stream = new MemoryStream(input);
            accepted = Of(await DocumentHistory.ImportAllAsync(store, ArchiveLines.ReadAsync(stream)).ConfigureAwait(false));
        });
        var whole = StoreWalk.Use(store);
        Must(!accepted || whole, "an imported history cannot be read");
        return done && accepted;
    }

    private static IReadOnlyList<byte[]> Saved(Sealing? sealing)
    {
        using var registry = new Registry(new RegistryOptions { Clock = Clock.Still });
        var plan = registry.Watch("plan", new Plan("begin", 1, ["a"]));
        _ = plan.Set(plan.Value with { Title = string.Concat(Enumerable.Repeat("long ", 40)) }, "longer");
        _ = plan.Branch("side").Switch("side").Set(plan.Value with { Stars = 3 });
        _ = plan.Switch("main").Set(plan.Value with { Tags = ["x", "≠"] });
        _ = plan.Merge("side");
        using var folder = new TemporaryFolder();
        _ = plan.Save(folder.File("one"), sealing);
        return [File.ReadAllBytes(folder.File("one"))];
    }

    private static void Load(Watched<Plan> plan, MemoryStream stream, Sealing? sealing) =>
        plan.LoadAsync(stream, sealing).GetAwaiter().GetResult();

    private static bool Load(byte[] input, Sealing? sealing)
    {
        using var registry = new Registry(new RegistryOptions { Clock = Clock.Still });
        var plan = registry.Watch("plan", new Plan("before", 0, []));
        using var stream = new MemoryStream(input);
        if (!Of(() => Load(plan, stream, sealing)))
        {
            Must(plan.Value.Title == "before", "a variable that was not loaded has changed");
            return false;
        }

        using var folder = new TemporaryFolder();
        _ = plan.Set(plan.Value with { Stars = 9 });
        _ = plan.Save(folder.File("again"), sealing);
        _ = plan.Load(folder.File("again"), sealing);
        return true;
    }

    private static bool LoadAll(byte[] input)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("all"), input);
        using var registry = new Registry(new RegistryOptions { Clock = Clock.Still });
        _ = registry.Watch("plan", new Plan("before", 0, []));
        return Of(() => registry.Load(folder.File("all")));
    }

    [GeneratedRegex("\"id\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex IdMember { get; }

    [GeneratedRegex(",\"digest\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex DigestMember { get; }

    internal sealed record Plan(string Title, int Stars, string[] Tags);
}
