using System.Text.Json;
using Timeline.Causality;
using Timeline.Collections;
using Timeline.Crdts;

namespace Timeline.Trees;

/// <summary>Moves in JSON, and which of two counts where somebody used one stamp for two.</summary>
/// <remarks>
/// An array of <c>{"at": ["ann", 3], "node": ["ann", 1], "under": ["bob", 2], "value": …}</c>, in the order of the
/// moves; without <c>under</c> the node hangs on the root, and with <c>"removed": true</c> on nothing. A move is later
/// than the making of its node and of what that hangs on, as the clock that stamps it has seen both; others are forged.
/// </remarks>
internal static class MoveForm
{
    public static void Write<T>(CrdtOutput output, IEnumerable<TreeStep<T>> log)
    {
        var writer = output.Writer;
        var values = output.ElementsOf<T>();
        writer.WriteStartArray();
        foreach (var (stamp, move, _) in log)
        {
            writer.WriteStartObject();
            WriteDot(writer, "at", stamp);
            WriteDot(writer, "node", move.Node);
            if (move.IsRemoved)
                writer.WriteBoolean("removed", true);
            else if (move.Parent != default)
                WriteDot(writer, "under", move.Parent);
            writer.WritePropertyName("value");
            values.Write(writer, move.Value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>Reads one JSON value, on whose first token the reader stands, to its last token.</summary>
    /// <exception cref="CrdtFault">It is no log of moves.</exception>
    public static PersistentMap<Dot, TreeMove<T>> Read<T>(ref Utf8JsonReader reader, CrdtInput input)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        var moves = PersistentMap<Dot, TreeMove<T>>.Empty.ToBuilder();
        var values = input.ElementsOf<T>();
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
        {
            var (stamp, move) = ReadMove(ref reader, input, values);
            if (moves.TryGetValue(stamp, out _))
                throw new CrdtFault($"two moves have the stamp {stamp}");
            moves.Set(stamp, move);
        }
        return moves.ToMap();
    }

    /// <summary>The one of two moves that all replicas take.</summary>
    public static TreeMove<T> Larger<T>(TreeMove<T> ours, TreeMove<T> theirs)
    {
        var order = TreeMove<T>.Order(ours.Node, theirs.Node);
        order = order != 0 ? order : TreeMove<T>.Order(ours.Parent, theirs.Parent);
        order = order != 0 ? order : ours.IsRemoved.CompareTo(theirs.IsRemoved);
        return order > 0 ? ours : order < 0 ? theirs : Ties.Larger(ours, theirs, move => move.Value);
    }

    private static (Dot Stamp, TreeMove<T> Move) ReadMove<T>(
        ref Utf8JsonReader reader, CrdtInput input, ElementForm<T> values)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        Dot stamp = default, node = default, parent = default;
        var (removed, hasValue) = (false, false);
        T? value = default;
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("at"))
            {
                stamp = ReadDot(ref reader, input, "at", stamp);
            }
            else if (reader.ValueTextEquals("node"))
            {
                node = ReadDot(ref reader, input, "node", node);
            }
            else if (reader.ValueTextEquals("under"))
            {
                parent = ReadDot(ref reader, input, "under", parent);
            }
            else if (reader.ValueTextEquals("removed"))
            {
                Once(removed, "removed");
                Begin(ref reader, JsonTokenType.True);
                removed = true;
            }
            else if (reader.ValueTextEquals("value"))
            {
                Once(hasValue, "value");
                _ = CrdtInput.Next(ref reader);
                (value, hasValue) = (values.Read(ref reader), true);
            }
            else
            {
                throw new CrdtFault("a move has a member that none has");
            }
        }
        if (stamp == default || node == default || !hasValue)
            throw new CrdtFault("a move needs a stamp, a node and a value");
        if (removed && parent != default)
            throw new CrdtFault("a move is to nowhere, or under a node, and not both");
        if ((node != stamp && node.Sequence >= stamp.Sequence) || parent.Sequence >= stamp.Sequence)
            throw new CrdtFault($"the move {stamp} names a node that was not made before it");
        return (stamp, new TreeMove<T>(node, parent, removed, value!));
    }

    private static void Once(bool before, string member)
    {
        if (before)
            throw new CrdtFault($"'{member}' should stand in a move once");
    }

    private static Dot ReadDot(ref Utf8JsonReader reader, CrdtInput input, string member, Dot before)
    {
        Once(before != default, member);
        Begin(ref reader, JsonTokenType.StartArray);
        Begin(ref reader, JsonTokenType.String);
        var replica = input.Replica(ref reader);
        _ = CrdtInput.Next(ref reader);
        var dot = new Dot(replica, CrdtInput.Sequence(ref reader));
        Begin(ref reader, JsonTokenType.EndArray);
        return dot;
    }

    private static void WriteDot(Utf8JsonWriter writer, string name, Dot dot)
    {
        writer.WriteStartArray(name);
        writer.WriteStringValue(dot.Replica.Text);
        writer.WriteNumberValue(dot.Sequence);
        writer.WriteEndArray();
    }

    private static void Begin(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, kind);
    }
}
