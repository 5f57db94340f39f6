using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// What is held at dots, in JSON: by replica, runs of steps that follow each other, each run the number of its first
/// step and what is held at each: <c>{"a":[[1,"x","y"],[7,"z"]]}</c>. Replicas by ordinal, steps ascending.
/// </summary>
internal static class DotForm
{
    internal static void Write<T>(CrdtOutput output, PersistentMap<Dot, T> dots, ItemForm<T> form)
    {
        var writer = output.Writer;
        writer.WriteStartObject();
        foreach (var (replica, row) in Rows(dots))
        {
            output.Member(replica);
            writer.WriteStartArray();
            row.Sort();
            for (var i = 0; i < row.Count; i++)
            {
                var isFirst = i == 0 || row.Sequences[i - 1] + 1 != row.Sequences[i];
                if (isFirst && i > 0)
                    writer.WriteEndArray();
                if (isFirst)
                {
                    writer.WriteStartArray();
                    writer.WriteNumberValue(row.Sequences[i]);
                }
                form.Write(writer, row.Items[i]);
            }
            writer.WriteEndArray();
            writer.WriteEndArray();
            row.Dispose();
        }
        writer.WriteEndObject();
    }

    internal static PersistentMap<Dot, T> Read<T>(ref Utf8JsonReader reader, CrdtInput input, ItemForm<T> form)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        var dots = new DistinctEntries<Dot, T>();
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            var replica = input.Replica(ref reader);
            _ = CrdtInput.Next(ref reader);
            CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
            var last = 0L;
            while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
                last = ReadRun(ref reader, form, replica, last, dots);
        }
        return dots.ToMap();
    }

    private static long ReadRun<T>(
        ref Utf8JsonReader reader, ItemForm<T> form, ReplicaId replica, long last, DistinctEntries<Dot, T> dots)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        _ = CrdtInput.Next(ref reader);
        var sequence = CrdtInput.Sequence(ref reader);
        if (sequence <= last)
            throw CrdtInput.Instead(FormattableString.Invariant($"a step after {last}"), ref reader);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
        {
            if (sequence > Dot.LargestExchanged)
                throw CrdtInput.Instead("the end of the run, at the last step that there can be,", ref reader);
            dots.Add(new Dot(replica, sequence), form.Read(ref reader));
            sequence++;
        }
        return sequence - 1;
    }

    private static KeyValuePair<ReplicaId, DotRow<T>>[] Rows<T>(PersistentMap<Dot, T> dots)
    {
        var rows = new Dictionary<ReplicaId, DotRow<T>>();
        var (replica, row) = (default(ReplicaId), default(DotRow<T>));
        foreach (var (dot, item) in dots)
        {
            if (!ReferenceEquals(dot.Replica, replica) || row is null)
            {
                replica = dot.Replica;
                if (!rows.TryGetValue(replica, out row))
                    rows.Add(replica, row = new DotRow<T>());
            }
            row.Add(dot.Sequence, item);
        }
        return ReplicaOrder.Sort<DotRow<T>>([.. rows]);
    }
}
