using System.Buffers;
using Timeline.Documents;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Tests.Properties.Documents;

public sealed class ExactBytesLaws
{
    [Fact]
    public void A_source_form_gives_back_exactly_the_bytes() => Law.Holds(Texts.Seeds, seed =>
    {
        var texts = new Texts(seed);
        var tree = texts.Document();
        var (first, second) = (texts.Bytes(tree), texts.Bytes(tree));
        var value = Assert.Single(Json.Parse(second).RightToSeq());
        var likely = JsonStyle.Detect(first);
        var scratch = new ArrayBufferWriter<byte>();
        var encoded = SourceForm.Of(value, first, texts.Next(2) == 0 ? likely : null, scratch).Encode();
        var form = SourceForm.Decode(encoded);
        Assert.Equal(first, form?.ToBytes(value, first.Length + 10, scratch)?.ToArray());
    });

    [Fact]
    public void An_altered_source_form_never_gives_other_bytes_unnoticed_nor_throws() => Law.Holds(Texts.Seeds, seed =>
    {
        var texts = new Texts(seed);
        var tree = texts.Document();
        var bytes = texts.Bytes(tree);
        var value = Assert.Single(Json.Parse(bytes).RightToSeq());
        var encoded = SourceForm.Of(value, bytes, null, new ArrayBufferWriter<byte>()).Encode();
        encoded[texts.Next(encoded.Length)] ^= (byte)(1 + texts.Next(255));
        var read = SourceForm.Decode(encoded)?.ToBytes(value, 100_000, new ArrayBufferWriter<byte>());
        Assert.True(read is null or { Length: <= 200_000 });
    });

    [Fact]
    public void Every_recorded_file_comes_back_byte_for_byte() => Law.Holds(
        Texts.Seeds,
        seed =>
        {
            var texts = new Texts(seed);
            var files = new List<byte[]>();
            var tree = texts.Document();
            for (var version = 0; version < 8; version++)
            {
                if (texts.Next(3) > 0) tree = texts.Edited(tree);
                files.Add(texts.Bytes(tree));
            }

            Run.Now(async () =>
            {
                await using var store = new MemoryHistoryStore();
                var history = await DocumentHistory.OpenAsync(store, HistoryName.Of("file.json"));
                var numbers = new List<(long, byte[])>();
                foreach (var (file, index) in files.Select((file, index) => (file, index)))
                {
                    var recorded = (await history.RecordAsync(file, Run.Stamp(index))).Value();
                    numbers.Add((recorded.Version.Number, file));
                    history = recorded.History;
                }

                foreach (var (number, file) in numbers)
                {
                    var restored = await history.RestoreAsync(Run.Number(number));
                    Assert.Equal(file, restored.Value().Document.Bytes.ToArray());
                }

                Assert.True((await DocumentHistory.VerifyAsync(store)).IsClean);
            });
        },
        cases: 150);

    [Fact]
    public void Recording_a_file_again_changes_nothing() => Law.Holds(
        Texts.Seeds,
        seed => Run.Now(async () =>
        {
            var texts = new Texts(seed);
            var file = texts.Bytes(texts.Document());
            await using var store = new MemoryHistoryStore();
            var history = await DocumentHistory.OpenAsync(store, HistoryName.Of("file.json"));
            var first = (await history.RecordAsync(file, Run.Stamp(0))).Value();
            var again = (await first.History.RecordAsync(file, Run.Stamp(1))).Value();
            Assert.True(first.IsNew);
            Assert.False(again.IsNew);
            Assert.Equal(first.Version, again.Version);
            Assert.Equal(1, again.History.Count);
            Assert.True((await again.History.IsRecordedAsync(file)).Value());
        }),
        cases: 50);
}
