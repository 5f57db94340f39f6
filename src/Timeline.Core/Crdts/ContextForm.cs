using System.Text.Json;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>
/// A context in JSON: for each replica how many steps are known without a gap, <c>{"a":7}</c>; in an array with the
/// first and last step of each range beyond, where there is one: <c>{"b":[7,9,11]}</c>. Replicas by ordinal.
/// </summary>
internal static class ContextForm
{
    internal static void Write(CrdtOutput output, CausalContext context)
    {
        var writer = output.Writer;
        writer.WriteStartObject();
        foreach (var (replica, vector) in ByName(context))
        {
            output.Member(replica);
            if (context.BeyondOf(replica) is not { } ranges)
            {
                writer.WriteNumberValue(vector);
                continue;
            }
            writer.WriteStartArray();
            writer.WriteNumberValue(vector);
            foreach (var (first, last) in ranges.Ranges)
            {
                writer.WriteNumberValue(first);
                writer.WriteNumberValue(last);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    internal static CausalContext Read(ref Utf8JsonReader reader, CrdtInput input)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        var known = new Dictionary<ReplicaId, DotRanges>();
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            var replica = input.Replica(ref reader);
            if (!known.TryAdd(replica, DotRanges.Of(ReadRanges(ref reader))))
                throw new CrdtFault($"the replica {TimelineError.Quoted(replica.Text)} comes twice, and may once");
        }
        return CausalContext.Of(known);
    }

    private static KeyValuePair<ReplicaId, long>[] ByName(CausalContext context) => ReplicaOrder.Sort<long>(
        [.. context.Replicas.Select(replica => KeyValuePair.Create(replica, context.Vector.StepsOf(replica)))]);

    private static List<DotRange> ReadRanges(ref Utf8JsonReader reader)
    {
        if (CrdtInput.Next(ref reader) == JsonTokenType.Number)
            return [new DotRange(1, CrdtInput.Sequence(ref reader))];
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        var ranges = new List<DotRange>();
        _ = CrdtInput.Next(ref reader);
        var last = CrdtInput.Whole(ref reader, 0, Dot.LargestExchanged);
        if (last > 0)
            ranges.Add(new DotRange(1, last));
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
        {
            var first = CrdtInput.Whole(ref reader, last + 2, Dot.LargestExchanged);
            _ = CrdtInput.Next(ref reader);
            last = CrdtInput.Whole(ref reader, first, Dot.LargestExchanged);
            ranges.Add(new DotRange(first, last));
        }
        return ranges;
    }
}
