using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Timeline.ChangeLogs;
using Timeline.Crdts;
using Timeline.Documents;
using Timeline.Exporters;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Sequences;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Sqlite;
using Timeline.Trees;

namespace Timeline.Tests.Integration.Formats;

/// <summary>All that is kept for years, in one list: each format with its version and a file that was written in it, which is
/// read for ever and never written again.</summary>
public sealed class AllFormatsTests : IDisposable
{
    /// <summary>Files as they were written once, and what they are of. A new version of a format adds files here.</summary>
    private static readonly ImmutableSortedDictionary<string, (string Format, string Digest)> Files =
        new Dictionary<string, (string, string)>
        {
            ["Sqlite/Golden/format1.db"] = ("SQLite, histories 1", "40b45f136ec25f5c650542e936075b1fa8ee7812c9d0254559d4110ccbd76eea"),
            ["Sqlite/Golden/format1.txt"] = ("SQLite, histories 1", "79cf813eb3af37e31c68e623b5b09f785749622addfb26fca9506919240e2054"),
            ["Sqlite/Golden/events1.db"] = ("SQLite, events 1", "814f9c9a4a03f9531077940efe0e3536d7893bab85334f6d7c2cdbfbb07919b3"),
            ["Sqlite/Golden/events1.txt"] = ("SQLite, events 1", "35d6d71301aa44b156d9cee6d557725a35f51e5b66a9630bb9f9d57e54893be3"),
            ["Postgres/Golden/store1.sql"] = ("PostgreSQL 1", "6ad74d5ed2bd757c8c00e276aed7cca4750e0c5eda580adcf6f904b0832d65fc"),
            ["Postgres/Golden/tables1.txt"] = ("PostgreSQL 1", "fa8c808e58f1afc3637cc06444c7fbccef9872599204cbd4c8c061ee5b4482b9"),
            ["Persisting/Golden/variable.jsonl"] = ("saved variables 1", "6aad425921a65d30f733127dcb5bd4a8331fd8bd2b35fdbec5f5a6f18d0db98a"),
            ["Persisting/Golden/registry.jsonl"] = ("saved variables 1", "acedc59157a013a04300e986442d1d40a4665212c7c6c02e4aa4213f9a06327e"),
            ["Persisting/Golden/sealed.jsonl"] = ("sealed values 1", "6ea8fa1ca530c69532b6c8b0064942be9fe448fb3a270bbba87638464150cdf7"),
            ["Persisting/Golden/journal.db"] = ("sealed values 1", "d87610f1627672127ca0c8c3e98cf3cfd914e08f1eb86918575078089ea3728f"),
            ["Persisting/Golden/plan.txt"] = ("saved variables 1", "a61cef8b95e015cad06a541ed482c56615de153ed75f57079ea7b151ca34fa86"),
            ["Persisting/Golden/count.txt"] = ("saved variables 1", "30ce217841e41bcf925c8180059b52eb67420c60e53dd916ee3caecca8688d14"),
            ["Persisting/Golden/name.txt"] = ("saved variables 1", "412ff1859cb8d9e99e2cb9b19a10fa1dae191fd790eb0ee902bafd1b94f02518"),
            ["Formats/Golden/document1.jsonl"] = ("JSON lines 1", "6d8d83d252a198c11cd5183ea0d7a01551855ba2f8489d6dbe0b7cc99ed3c538"),
            ["Formats/Golden/changes1.jsonl"] = ("change logs 1", "cb2c3381ac746167c863e8a0985453a9ec350647b4433bf3b1d1aee203de0548"),
            ["Formats/Golden/spool1.spool"] = ("spools 1", "53ccaed4887533ab8f878cab1682cb33d3576115d3a81d421197760341c77bdf"),
            ["Formats/Golden/position1"] = ("spools 1", "58a37732f5a939ad7ffeaa3e6c92a2638ee3a558f9cd7df59bfea6765f08a5af"),
            ["Formats/Golden/crdts1.jsonl"] = ("CRDTs in JSON 1", "750e69b5213d776c35cb29228b6615bbd85762f4ca6c308f20481424f6c369c9"),
            ["Formats/Golden/text1.bin"] = ("sequences in bytes 1", "4b17a78d76b888bf7f0cf93c758aa7433fc68cb82f4e51f9f06b6fd7e2e574c2"),
            ["Formats/Golden/list1.bin"] = ("sequences in bytes 1", "bea42df18835a9000e0854d8610903055497d5fd7e08ac1c3c9671d5e86777d0"),
        }.ToImmutableSortedDictionary();

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void No_file_of_a_format_was_changed_and_each_is_in_the_list()
    {
        var there = Directory.EnumerateDirectories(AppContext.BaseDirectory, "Golden", SearchOption.AllDirectories)
            .SelectMany(Directory.EnumerateFiles)
            .Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file).Replace('\\', '/'))
            .ToImmutableSortedDictionary(file => file, file => Convert.ToHexStringLower(SHA256.HashData(Bytes(file))));
        Assert.Equal(Files.Select(it => KeyValuePair.Create(it.Key, it.Value.Digest)), there);
    }

    [Fact]
    public void The_versions_that_are_written_now_are_those_in_the_list()
    {
        using var histories = StoreFile.Open(_scratch.Store, SqliteStoreOptions.Default, Schema.OfHistories);
        using var events = StoreFile.Open(In("events.db"), SqliteStoreOptions.Default, Schema.OfEvents);
        string[] now =
        [
            $"SQLite, histories {histories.Number("PRAGMA user_version")}", $"SQLite, events {events.Number("PRAGMA user_version")}",
            $"change logs {ChangeJson.Format}", $"CRDTs in JSON {CrdtJson.Version}",
            $"sequences in bytes {CrdtText.Empty.ToBytes()[1]}",
        ];
        Assert.Equal([], now.Except(Files.Values.Select(it => it.Format)));
    }

    [Fact]
    public async Task An_export_of_format_1_is_imported_verifies_goes_on_and_is_exported_as_it_was()
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var imported = Right(await Import(store, Bytes("Formats/Golden/document1.jsonl")));
        Assert.Equal(7, imported[0].Recorded);
        Assert.Empty((await store.VerifyAsync(cancellation: TestContext.Current.CancellationToken)).Findings);
        using var again = new MemoryStream();
        _ = Right(await imported[0].History.ExportAsync((line, token) => again.WriteAsync(line, token), TestContext.Current.CancellationToken));
        Assert.Equal(Bytes("Formats/Golden/document1.jsonl"), again.ToArray());
        var next = Right(await imported[0].History.RecordAsync(
            """{"count":7}"""u8.ToArray(), Stamp.FromTicks(639_000_002_000_000_000), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(7, next.Version.Number);
    }

    [Theory]
    [InlineData("\"timeline\":1", "\"timeline\":2", "line 1 cannot be imported: it is of format 2, and this Timeline reads 1; use a newer one")]
    [InlineData("\"step 4\"", "\"step 5\"", "line 6 cannot be imported: it was altered")]
    [InlineData("{\"number\":5", "{\"number\":6", "line 7 cannot be imported: version 6 stands where 5 should")]
    [InlineData("{\"number\":6", "", "line 8")]
    public async Task An_export_of_a_newer_format_or_damaged_is_refused(string text, string other, string words)
    {
        var export = Encoding.UTF8.GetString(Bytes("Formats/Golden/document1.jsonl")).Replace(text, other, StringComparison.Ordinal);
        await using var store = new MemoryHistoryStore();
        Assert.Contains(words, Left(await Import(store, Encoding.UTF8.GetBytes(export))).Message, StringComparison.Ordinal);
        Assert.Empty(await store.HistoriesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_change_log_of_format_1_is_read_and_written_as_it_was()
    {
        foreach (var line in Lines("Formats/Golden/changes1.jsonl"))
        {
            Assert.Equal(line, Encoding.UTF8.GetString(ChangeJson.ToUtf8(Right(ChangeJson.Parse(Encoding.UTF8.GetBytes(line))))));
            var newer = line.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal);
            Assert.Contains(
                "format is 2, and this Timeline reads 1; use a newer one",
                Left(ChangeJson.Parse(Encoding.UTF8.GetBytes(newer))).Message, StringComparison.Ordinal);
            Assert.Contains(
                "action", Left(ChangeJson.Parse(Encoding.UTF8.GetBytes(line.Replace("\"action\":\"", "\"action\":\"x", StringComparison.Ordinal)))).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_spool_of_format_1_is_sent_from_where_it_was_left_and_a_newer_one_is_refused()
    {
        File.WriteAllBytes(In("0000000002.spool"), Bytes("Formats/Golden/spool1.spool"));
        File.WriteAllBytes(In("position"), Bytes("Formats/Golden/position1"));
#pragma warning disable CA2000 // The exporter disposes of it.
        var sink = new Kept();
#pragma warning restore CA2000
        var options = new ExporterOptions { Spool = new() { Folder = _scratch.Folder, Use = SpoolUse.Always } };
        await using (var exporter = new ChangeExporter(sink, options)) await exporter.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Lines("Formats/Golden/changes1.jsonl")[1]], sink.Sent);
        var newer = Encoding.UTF8.GetString(Bytes("Formats/Golden/spool1.spool")).Replace("timeline-spool 1", "timeline-spool 2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(In("0000000004.spool"), newer, TestContext.Current.CancellationToken);
        var refused = Assert.Throws<InvalidDataException>(() => new ChangeExporter(sink, options));
        Assert.Contains("is of version 2, and this program reads version 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void States_of_format_1_are_read_and_written_as_they_were()
    {
        var lines = Lines("Formats/Golden/crdts1.jsonl");
        var read = lines.Select(line => AsItWas(line, line)).ToList();
        Assert.Equal(lines, read);
    }

    [Fact]
    public void States_of_a_newer_format_or_damaged_are_refused()
    {
        foreach (var line in Lines("Formats/Golden/crdts1.jsonl"))
        {
            var newer = line.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);
            Assert.EndsWith("2 of its format, and 1 is known; use a newer Timeline", AsItWas(line, newer), StringComparison.Ordinal);
            Assert.Contains("(byte ", AsItWas(line, line[..^2]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sequences_of_format_1_are_read_and_written_as_they_were_and_newer_or_damaged_ones_are_refused()
    {
        var (text, list) = (Bytes("Formats/Golden/text1.bin"), Bytes("Formats/Golden/list1.bin"));
        Assert.Equal("he there world, é😀!", $"{Right(CrdtText.FromBytes(text))}");
        Assert.Equal(text, Right(CrdtText.FromBytes(text)).ToBytes());
        Assert.Equal(["y≠", "z"], Right(CrdtList<string>.FromBytes(list, ObjectTree.Default)));
        Assert.Equal(list, Right(CrdtList<string>.FromBytes(list, ObjectTree.Default)).ToBytes(ObjectTree.Default));
        byte[] newer = [text[0], 2, .. text[2..]];
        Assert.Contains("its version is 2, and 1 is known; use a newer Timeline", Left(CrdtText.FromBytes(newer)).Message, StringComparison.Ordinal);
        for (var at = 2; at < text.Length; at++)
        {
            byte[] damaged = [.. text];
            damaged[at] ^= 1;
            Assert.Contains("its bytes were altered", Left(CrdtText.FromBytes(damaged)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stores_of_format_1_are_brought_to_a_newer_one_by_a_step_and_keep_what_is_there()
    {
        foreach (var (golden, schema) in new[] { ("format1.db", Schema.OfHistories), ("events1.db", Schema.OfEvents) })
        {
            var path = In(golden);
            File.WriteAllBytes(path, Bytes($"Sqlite/Golden/{golden}"));
            var next = schema.With(file => file.Execute("CREATE TABLE extra(x)"));
            using (var newer = StoreFile.Open(path, SqliteStoreOptions.Default, next))
                Assert.Equal(2, newer.Number("PRAGMA user_version"));
            using (var again = StoreFile.Open(path, SqliteStoreOptions.Default, next))
                Assert.True(again.Number("SELECT count(*) FROM sqlite_master WHERE name = 'extra'") == 1);
            var refused = Assert.Throws<HistoryStoreException>(() => StoreFile.Open(path, SqliteStoreOptions.Default, schema));
            Assert.Equal(StoreTrouble.NewerFormat, refused.Trouble);
            Assert.Contains("has format 2, and this Timeline reads up to 1; use a newer one", refused.Message, StringComparison.Ordinal);
        }

        await Task.CompletedTask;
    }

    private string In(string file) => Path.Combine(_scratch.Folder, file);

    private static byte[] Bytes(string golden) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, golden));

    private static string[] Lines(string golden) => Encoding.UTF8.GetString(Bytes(golden)).TrimEnd('\n').Split('\n');

    private static async Task<LanguageExt.Either<TimelineError, ImmutableArray<ImportedDocument>>> Import(IHistoryStore store, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await DocumentHistory.ImportAllAsync(store, ArchiveLines.ReadAsync(stream));
    }

    /// <summary>A state read as the type that a line names and written again, or why it was refused.</summary>
    private static string AsItWas(string line, string text) => line.Split('"')[3] switch
    {
        "g-counter" => Again<GCounter>(text),
        "pn-counter" => Again<PNCounter>(text),
        "bounded-counter" => Again<BoundedCounter>(text),
        "resettable-counter" => Again<ResettableCounter>(text),
        "lww-register" => Again<LwwRegister<string>>(text),
        "lww-map" => Again<LwwMap<string, double>>(text),
        "lww-set" => Again<LwwSet<int>>(text),
        "g-set" => Again<GSet<string>>(text),
        "2p-set" => Again<TwoPhaseSet<string>>(text),
        "or-set" => Again<OrSet<string>>(text),
        "mv-register" => Again<MvRegister<string>>(text),
        "enable-wins-flag" => Again<EnableWinsFlag>(text),
        "disable-wins-flag" => Again<DisableWinsFlag>(text),
        "or-map of or-set" => Again<OrMap<string, OrSet<string>>>(text),
        "text" => Again<CrdtText>(text),
        "list" => Again<CrdtList<string>>(text),
        "movable-tree" => Again<MovableTree<string>>(text),
        var unknown => $"no type is called {unknown}",
    };

    // Entries are written in no order, which another process has otherwise: so the same state in the same characters.
    private static string Again<T>(string text)
        where T : class, ICrdt<T> => CrdtJson.Read<T>(Encoding.UTF8.GetBytes(text)).Match(
            Right: state =>
            {
                var written = CrdtJson.ToUtf8(state);
                var again = Encoding.UTF8.GetString(written);
                return Right(CrdtJson.Read<T>(written)).Equals(state) && again.Order().SequenceEqual(text.Order()) ? text : again;
            },
            Left: error => error.Message);

    private sealed class Kept : IChangeSink
    {
        public string Name => "kept";

        public List<string> Sent { get; } = [];

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
        {
            Sent.AddRange(batch.Records.Select(record => Encoding.UTF8.GetString(record.Json.Span)));
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
