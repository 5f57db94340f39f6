using FsCheck;
using FsCheck.Fluent;
using Timeline.Exporters;

namespace Timeline.Tests.Properties.Exporters;

public sealed class SpoolLaws
{
    private enum Act
    {
        Append,
        AppendAfterOthers,
        Send,
        Reopen,
        Kill,
        KillTorn,
        Leave,
    }

    private static readonly Gen<(Act Act, int Size)> Steps = Gen.Zip(
        Gen.Frequency(
            (8, Gen.Constant(Act.Append)),
            (2, Gen.Constant(Act.AppendAfterOthers)),
            (4, Gen.Constant(Act.Send)),
            (1, Gen.Elements(Act.Reopen, Act.Kill, Act.KillTorn, Act.Leave))),
        Gen.Choose(0, 600)).Select(pair => (pair.Item1, pair.Item2));

    private static readonly Arbitrary<(int Segment, (Act Act, int Size)[] Steps)> Cases =
        Gen.Zip(Gen.Choose(1024, 4096), Steps.ListOf().Select(steps => steps.ToArray()))
            .Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();

    [Fact]
    public void A_spool_gives_back_what_was_put_in_whatever_the_sizes_the_restarts_and_torn_ends() => Law.Holds(Cases, @case =>
    {
        List<Folder> folders = [new()];
        var model = new Queue<ExportRecord>();
        var number = 0L;
        var spool = Open();
        try
        {
            foreach (var (act, size) in @case.Steps)
            {
                switch (act)
                {
                    case Act.Append:
                    case Act.AppendAfterOthers:
                        var record = Records.Of(++number, size);
                        Assert.True(spool.TryAppend(record, act == Act.AppendAfterOthers));
                        model.Enqueue(record);
                        break;
                    case Act.Send:
                        Send(spool, model, 1 + (size % 7), 1 + (size * 4));
                        break;
                    case Act.Reopen:
                        spool.Dispose();
                        spool = Open();
                        break;
                    case Act.Leave:
                        // What is in memory at the end is older than what is here, so it can only be of a time before.
                        var front = model.Count == 0 ? [Records.Of(++number, size), Records.Of(++number)] : Array.Empty<ExportRecord>();
                        spool.Prepend(front);
                        foreach (var one in front) model.Enqueue(one);
                        spool.Dispose();
                        spool = Open();
                        break;
                    default:
                        var copy = folders[^1].Copy();
                        spool.Dispose();
                        folders.Add(copy);
                        if (act == Act.KillTorn) Tear(copy, size);
                        spool = Open();
                        break;
                }

                Assert.Equal(model.Count, spool.Count);
                Assert.Equal(
                    spool.Bytes, Directory.EnumerateFiles(folders[^1].Path, "*.spool").Sum(file => new FileInfo(file).Length));
            }

            while (model.Count > 0) Send(spool, model, 100, 1 << 20);
            Assert.Null(spool.Window());
        }
        finally
        {
            spool.Dispose();
            foreach (var folder in folders) folder.Dispose();
        }

        Spool Open() => Spool.Open(
            new() { Folder = folders[^1].Path, SegmentBytes = @case.Segment }, TimeProvider.System);
    });

    [Fact]
    public void What_is_older_than_the_spool_is_put_in_front_of_it() => Law.Holds(
        Gen.Choose(0, 30).Two().Select(pair => (Behind: pair.Item1, Sent: pair.Item2)).ToArbitrary(), @case =>
        {
            using var folder = new Folder();
            SpoolOptions options = new() { Folder = folder.Path, SegmentBytes = 1024 };
            using (var spool = Spool.Open(options, TimeProvider.System))
            {
                var sent = new Queue<ExportRecord>();
                for (var i = 0; i < @case.Sent; i++)
                {
                    sent.Enqueue(Records.Of(i + 1));
                    Assert.True(spool.TryAppend(Records.Of(i + 1), false));
                }

                while (sent.Count > 0) Send(spool, sent, 3, 1 << 20);
                for (var i = 0; i < @case.Behind; i++) Assert.True(spool.TryAppend(Records.Of(200 + i), isAfterOthers: true));
                spool.Prepend([Records.Of(100), Records.Of(101)]);
            }

            using var again = Spool.Open(options, TimeProvider.System);
            var model = new Queue<ExportRecord>(
                [Records.Of(100), Records.Of(101), .. Enumerable.Range(200, @case.Behind).Select(i => Records.Of(i))]);
            while (model.Count > 0) Send(again, model, 5, 1 << 20);
            Assert.Equal(0, again.Count);
        });

    [Fact]
    public void A_damaged_byte_costs_the_lines_it_is_in_and_no_other() => Law.Holds(
        Gen.Zip(Gen.Choose(1, 20), Gen.Choose(0, int.MaxValue - 1)).ToArbitrary(), @case =>
        {
            using var folder = new Folder();
            var number = 0;
            using (var spool = Open(folder))
            {
                for (; number < @case.Item1; number++) Assert.True(spool.TryAppend(Records.Of(number + 1, number % 5), false));
            }

            var file = Directory.EnumerateFiles(folder.Path, "*.spool").Single();
            var bytes = File.ReadAllBytes(file);
            var place = SpoolLine.Header.Length + (@case.Item2 % (bytes.Length - SpoolLine.Header.Length - 1));
            bytes[place] ^= 0x55;
            File.WriteAllBytes(file, bytes);

            using var again = Open(folder);
            List<ExportRecord> back = [];
            var damaged = 0;
            while (again.Window() is { } window)
            {
                var read = window.Read(4, 1 << 20);
                back.AddRange(read.Records);
                damaged += read.Damaged.Length;
                Assert.Null(again.Pass(read.End, read.IsGone));
            }

            // A line's end that is damaged makes one line of two.
            Assert.InRange(back.Count, @case.Item1 - 2, @case.Item1 - 1);
            Assert.InRange(damaged, 1, 2);
            Assert.Equal(back.OrderBy(record => record.Id), back);
            Assert.All(back, record => Assert.True(
                Records.Same(record, Records.Of(record.Id.Number, (int)(record.Id.Number - 1) % 5))));
        });

    [Fact]
    public void What_others_do_to_a_spool_that_is_open_comes_to_an_end_and_costs_nothing_that_comes_after() => Law.Holds(
        (from many in Gen.Choose(1, 12)
         from most in Gen.Choose(1, 5)
         from what in Gen.Elements(Enum.GetValues<Harm>())
         from place in Gen.Choose(0, 10_000)
         select (many, most, what, place)).ToArbitrary(),
        @case =>
        {
            var (records, batch, harm, where) = @case;
            using var folder = new Folder();
            using var spool = Open(folder);
            for (var i = 1; i <= records; i++) Assert.True(spool.TryAppend(Records.Of(i, i % 5), false));
            Do(harm, Directory.EnumerateFiles(folder.Path, "*.spool").Single(), where);
            var back = Drain(spool, batch, records);
            Assert.Equal(back.Order(), back.Distinct());
            Assert.All(back, number => Assert.InRange(number, 1, records));
            Assert.True(spool.TryAppend(Records.Of(100), false));
            Assert.Equal([100], Drain(spool, batch, 1));
        });

    private static List<long> Drain(Spool spool, int batch, int lines)
    {
        List<long> back = [];
        for (var reads = 0; spool.Window() is { } window; reads++)
        {
            Assert.InRange(reads, 0, 2 * (lines + 1));
            var read = window.Read(batch, 1 << 20);
            back.AddRange(read.Records.Select(record => record.Id.Number));
            Assert.Null(spool.Pass(read.Passed(0, read.Records.Length), read.IsGone));
            Assert.True(spool.Count >= 0);
        }

        Assert.Equal(0, spool.Count);
        return back;
    }

    private static void Do(Harm harm, string file, int where)
    {
        if (harm == Harm.Deleted)
        {
            File.Delete(file);
            return;
        }

        using var bytes = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var place = where % bytes.Length;
        if (harm == Harm.CutOff)
        {
            bytes.SetLength(place);
            return;
        }

        if (harm == Harm.AllFlipped) place = SpoolLine.Header.Length;
        bytes.Position = place;
        var rest = new byte[harm == Harm.AllFlipped ? bytes.Length - place : 1];
        bytes.ReadExactly(rest);
        bytes.Position = place;
        foreach (var one in rest)
            bytes.WriteByte(harm == Harm.LineEnd ? (byte)'\n' : one == '\n' && harm == Harm.AllFlipped ? one : (byte)(one ^ 1));
    }

    private enum Harm
    {
        Flipped,
        AllFlipped,
        LineEnd,
        CutOff,
        Deleted,
    }

    private static Spool Open(Folder folder) => Spool.Open(new() { Folder = folder.Path }, TimeProvider.System);

    private static void Send(Spool spool, Queue<ExportRecord> model, int records, int bytes)
    {
        if (spool.Window() is not { } window)
        {
            Assert.Empty(model);
            return;
        }

        var read = window.Read(records, bytes);
        Assert.Empty(read.Damaged);
        Assert.NotEmpty(read.Records);
        Assert.True(read.Records.Length == 1 || read.Records.Sum(record => record.Json.Length + 1) <= bytes);
        foreach (var record in read.Records) Assert.True(Records.Same(model.Dequeue(), record));
        var half = read.Records.Length / 2;
        Assert.Null(spool.Pass(read.Passed(0, half), isGone: false));
        Assert.Null(spool.Pass(read.Passed(half, read.Records.Length - half), isGone: false));
    }

    private static void Tear(Folder folder, int size)
    {
        if (Directory.EnumerateFiles(folder.Path, "*.spool").Order(StringComparer.Ordinal).LastOrDefault() is not { } last)
            return;
        using var file = File.Open(last, FileMode.Append);
        file.Write("12345678 {\"format\":1,\"id\""u8[..(size % 24)]);
    }
}
