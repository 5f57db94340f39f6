using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeObservers;
using Timeline.Tests.Persisting;

namespace Timeline.Tests.Properties.ChangeObservers;

/// <summary>A file of lines holds the lines that were appended, whatever happened to it.</summary>
public sealed class JsonLinesLaws
{
    private static readonly string[] TornEnds = ["{\"n\":", "12", "\"te", "\0\0\0", "{\"whole\":[1]}", "[]", "{}x", " "];

    public sealed record Turn(int Kind, int Size, int Count);

    private static readonly Gen<JsonLinesOptions> AnyOptions =
        from bytes in Gen.Elements<long?>(null, 1, 40, 200)
        from age in Gen.Elements<int?>(null, 3)
        from kept in Gen.Elements<int?>(null, null, 0, 1, 3)
        from sync in Gen.Elements(FileSync.Never, FileSync.EachWrite, FileSync.Interval(TimeSpan.FromHours(1)))
        select new JsonLinesOptions
        {
            MaximumBytes = bytes,
            MaximumAge = age is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            KeptFiles = kept,
            Sync = sync,
        };

    private static readonly Gen<Turn> AnyStep =
        from kind in Gen.Choose(0, 11)
        from size in Gen.Choose(0, 60)
        from count in Gen.Choose(0, 4)
        select new Turn(kind, size, count);

    [Fact]
    public void The_lines_over_all_files_in_order_are_those_appended() => Law.Holds(
        Arb.From(
            from options in AnyOptions
            from steps in Gen.ListOf(AnyStep)
            select (Options: options, Steps: steps.ToArray())),
        run =>
        {
            var folder = Directory.CreateTempSubdirectory("timeline-").FullName;
            try
            {
                Holds(run.Options, run.Steps, Path.Combine(folder, "new", "lines.jsonl"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        },
        cases: 300);

    private static void Holds(JsonLinesOptions options, Turn[] steps, string path)
    {
        MovingClock clock = new();
        options = options with { Clock = clock };
        FaultyDisk disk = new();
        List<string> appended = [];
        var file = new JsonLinesFile(path, options, disk);
        var number = 0;
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case <= 3:
                    Add(Lines(step)[..1]);
                    break;
                case <= 5:
                    Add(Lines(step));
                    break;
                case 6:
                    clock.Now += TimeSpan.FromMinutes(step.Count);
                    break;
                case 7:
                    file.Dispose();
                    file = new(path, options, disk);
                    break;
                case 8:
                    file.Dispose();
                    var torn = TornEnds[step.Size % TornEnds.Length];
                    File.AppendAllText(path, torn);
                    if (torn is "{\"whole\":[1]}" or "[]") appended.Add(torn);
                    file = new(path, options, disk);
                    break;
                case 9:
                    disk.FailingWrites = 1;
                    disk.CannotCut = step.Count % 2 == 0;
                    Fails(() => Add(Lines(step)[..1], isHeld: false));
                    disk.FailingWrites = 0;
                    disk.CannotCut = false;
                    break;
                case 10:
                    disk.FailingMove = 1 + step.Count % 2;
                    if (!Fails(() => Add(Lines(step)[..1], isHeld: false))) appended.AddRange(Lines(step)[..1]);
                    disk.FailingMove = 0;
                    break;
                default:
                    file.Flush();
                    break;
            }

            number += 10;
        }

        file.Dispose();
        var kept = file.Files.SelectMany(File.ReadAllLines).ToArray();
        Assert.Equal(appended[^kept.Length..], kept);
        if (options.KeptFiles is null) Assert.Equal(appended.Count, kept.Length);
        else Assert.True(file.Files.Count <= options.KeptFiles + 1);
        var whole = file.Files.Select(File.ReadAllText).Where(it => it.Length > 0);
        Assert.All(whole, it => Assert.EndsWith("\n", it, StringComparison.Ordinal));

        string[] Lines(Turn step) => [.. Enumerable.Range(0, step.Count + 1)
            .Select(i => $$"""{"n":{{number + i}},"x":"{{new string('x', step.Size)}}"}""")];

        void Add(string[] lines, bool isHeld = true)
        {
            if (lines.Length == 1) file.Append(Encoding.UTF8.GetBytes(lines[0]));
            else file.Append(lines.Select(it => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(it)));
            if (isHeld) appended.AddRange(lines);
        }
    }

    private static bool Fails(Action append)
    {
        try
        {
            append();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed class MovingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
