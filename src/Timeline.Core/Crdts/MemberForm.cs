using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// What each replica has, in JSON: an object by the replicas' names, by ordinal: <c>{"a":5,"b":2}</c>.
/// </summary>
internal static class MemberForm
{
    internal static void Write<TItem>(CrdtOutput output, PersistentMap<ReplicaId, TItem> members, ItemForm<TItem> form)
    {
        output.Writer.WriteStartObject();
        foreach (var (replica, item) in ReplicaOrder.ByName(members))
        {
            output.Member(replica);
            form.Write(output.Writer, item);
        }
        output.Writer.WriteEndObject();
    }

    internal static PersistentMap<ReplicaId, TItem> Read<TItem>(
        ref Utf8JsonReader reader, CrdtInput input, ItemForm<TItem> form)
    {
        var members = new DistinctEntries<ReplicaId, TItem>();
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            var replica = input.Replica(ref reader);
            _ = CrdtInput.Next(ref reader);
            members.Add(replica, form.Read(ref reader));
        }
        return members.ToMap();
    }
}
