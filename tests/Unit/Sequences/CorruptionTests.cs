using System.Text;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Sequences;

namespace Timeline.Tests.Unit.Sequences;

/// <summary>Each byte of what is stored lost, or another: an error value, or a sequence that keeps all rules and merges.</summary>
public sealed class CorruptionTests
{
    private static readonly ReplicaId Ann = ReplicaId.Of("ann");
    private static readonly ReplicaId Bob = ReplicaId.Of("bob");
    private static readonly CrdtText Zoe = Right(CrdtText.Empty.Insert(ReplicaId.Of("zoe"), 0, "zz"));

    public static TheoryData<string> Texts => ["plain", "edited", "waiting", "empty"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Bytes_cut_anywhere_or_with_any_bit_turned_are_refused(string name)
    {
        var bytes = Named(name).ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.True(CrdtText.FromBytes(bytes[..i]).IsLeft);
            for (var bit = 0; bit < 8; bit++)
                Assert.True(CrdtText.FromBytes(With(bytes, i, (byte)(bytes[i] ^ (1 << bit)))).IsLeft);
        }
        Assert.True(CrdtText.FromBytes([.. bytes, 0]).IsLeft);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Bytes_with_a_right_sum_that_are_cut_anywhere_or_have_any_byte_are_refused_or_keep_all_rules(string name)
    {
        var bytes = Named(name).ToBytes()[..^8];
        for (var i = 0; i < bytes.Length; i++)
        {
            Holds(CrdtText.FromBytes(Bytes.Summed(bytes[..i])));
            foreach (var value in (byte[])[.. Enumerable.Range(0, 8).Select(bit => (byte)(bytes[i] ^ (1 << bit))), 0, 1, 0x7F, 0xFF])
                Holds(CrdtText.FromBytes(Bytes.Summed(With(bytes, i, value))));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void JSON_that_is_cut_anywhere_is_refused_and_with_any_byte_refused_or_keeps_all_rules(string name)
    {
        var json = CrdtJson.ToUtf8(Named(name));
        for (var i = 0; i < json.Length; i++)
        {
            Assert.True(CrdtJson.Read<CrdtText>(json.AsSpan(0, i)).IsLeft);
            foreach (var value in "019\"[]{},:\\ax-. \u0001"u8)
                Holds(CrdtJson.Read<CrdtText>(With(json, i, value)));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"elements":[]}""")]
    [InlineData("""{"deleted":{}}""")]
    [InlineData("""{"elements":[],"elements":[],"deleted":{}}""")]
    [InlineData("""{"elements":[],"deleted":{},"more":1}""")]
    [InlineData("""{"elements":[{"id":["a",1],"id":["a",2],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1],"leftOf":["a",2],"rightOf":["b",2],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1],"text":"x","text":"y"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1],"text":"x","deleted":1}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1],"text":""}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1]}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",0],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",-1],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1.5],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1099511627774],"text":"xy"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",9007199254740991],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",9223372036854775808],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1],"rightOf":["a",1099511627775],"text":"x"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1],"text":"\ud83d"}],"deleted":{}}""")]
    [InlineData("""{"elements":[{"id":["a",1],"deleted":2000000000}],"deleted":{"a":[[1,2000000000]]}}""")]
    [InlineData("""{"elements":[],"deleted":{"a":[[2,1]]}}""")]
    [InlineData("""{"elements":[],"deleted":{"a":[[1,1099511627775]]}}""")]
    public void JSON_that_nobody_writes_is_refused(string state) => Assert.True(Read(state).IsLeft);

    [Theory]
    [InlineData("""{"elements":[{"id":["a",1],"rightOf":["a",1],"text":"x"}],"deleted":{}}""", 1)]
    [InlineData("""{"elements":[{"id":["a",1],"rightOf":["a",2],"text":"xyz"}],"deleted":{}}""", 3)]
    [InlineData("""{"elements":[{"id":["a",1],"leftOf":["b",1],"text":"x"},{"id":["b",1],"leftOf":["a",1],"text":"y"}],"deleted":{}}""", 2)]
    [InlineData("""{"elements":[{"id":["a",1],"leftOf":["b",7],"text":"x"}],"deleted":{}}""", 1)]
    public void What_hangs_on_itself_or_on_nothing_waits_and_is_counted(string state, long waiting)
    {
        var forged = Right(Read(state));
        Holds(forged);
        Assert.Equal(("zz", waiting), (forged.Merge(Zoe).ToString(), forged.Merge(Zoe).WaitingCount));
    }

    private static void Holds(LanguageExt.Either<TimelineError, CrdtText> read) => _ = read.Map(text =>
    {
        Assert.Null(SequenceCheck.Fault(text.State));
        var (one, other) = (text.Merge(Zoe), Zoe.Merge(text));
        Assert.Null(SequenceCheck.Fault(one.State));
        Assert.Equal(one, other);
        Assert.Equal(one.ToString(), other.ToString());
        Assert.Equal(one, Right(CrdtText.FromBytes(one.ToBytes())));
        Assert.Equal(one, Right(CrdtJson.Read<CrdtText>(CrdtJson.ToUtf8(one))));
        return true;
    });

    private static CrdtText Named(string name)
    {
        var plain = Right(CrdtText.Empty.Insert(Ann, 0, "a\ud83d\ude00b"));
        var edited = Right(Right(plain.Insert(Bob, 1, "xyz")).Delete(0, 2));
        return name switch
        {
            "plain" => plain,
            "edited" => Right(edited.Insert(Ann, 0, "c")),
            "waiting" => edited.Delta(plain),
            _ => CrdtText.Empty,
        };
    }

    private static LanguageExt.Either<TimelineError, CrdtText> Read(string state) =>
        CrdtJson.Read<CrdtText>(Encoding.UTF8.GetBytes($$"""{"type":"text","version":1,"state":{{state}}}"""));

    private static byte[] With(byte[] bytes, int place, byte value)
    {
        byte[] changed = [.. bytes];
        changed[place] = value;
        return changed;
    }
}
