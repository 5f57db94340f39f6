using System.Text;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>The elements of a sequence without their values, as columns of small numbers.</summary>
/// <remarks>
/// <para>The columns, each for all replicas in turn: the replicas (their number; for each its length in bytes and its
/// name in UTF-8); for each replica how many rows of elements it has and how many rows of deleted ids; then of the
/// rows of elements their gaps to the row before, their lengths less one, and what each hangs on: the kind, in one
/// column, and where, in the next; last, of the rows of deleted ids, their gaps and their lengths less one.</para>
/// <para>A row of elements is as long as its ids and its chain of right children go, deleted or not. The kind of
/// what it
/// hangs on is 0 for the root, 2 for an element of the same replica, 4 for one of another, and one more where it is a
/// left child. Where is: nothing; how far back, less one, in the numbers of the replica; which replica and which
/// number, less one.</para>
/// </remarks>
internal static class SequenceColumns
{
    private const int AtRoot = 0;
    private const int AtOwn = 2;
    private const int AtOther = 4;

    public static byte[] Write<T>(SequenceContent<T> content)
    {
        var columns = Enumerable.Range(0, 8).Select(_ => new ByteColumn()).ToArray();
        var (names, counts, gaps, lengths, kinds, places) =
            (columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
        names.AddNumber((ulong)content.Replicas.Length);
        foreach (var replica in content.Replicas)
        {
            var name = Encoding.UTF8.GetBytes(replica.Text);
            names.AddNumber((ulong)name.Length);
            names.Add(name);
        }
        var rows = new ulong[content.Replicas.Length];
        var last = 0UL;
        for (var i = 0; i < content.Chunks.Length;)
        {
            var row = content.Chunks[i];
            var end = row.End;
            while (++i < content.Chunks.Length && content.Chunks[i - 1].IsRowWith(content.Chunks[i]))
                end = content.Chunks[i].End;
            rows[ElementId.Replica(row.Id)]++;
            gaps.AddNumber(row.Id - BehindLast(last, row.Id));
            lengths.AddNumber(end - row.Id - 1);
            AddLink(kinds, places, row);
            last = end;
        }
        var deletedRows = new ulong[content.Replicas.Length];
        last = 0;
        foreach (var (start, end) in content.Deleted)
        {
            deletedRows[ElementId.Replica(start)]++;
            columns[6].AddNumber(start - BehindLast(last, start));
            columns[7].AddNumber(end - start - 1);
            last = end;
        }
        for (var i = 0; i < rows.Length; i++)
        {
            counts.AddNumber(rows[i]);
            counts.AddNumber(deletedRows[i]);
        }
        var all = new ByteColumn();
        foreach (var column in columns)
            all.Add(column.Span);
        return all.Span.ToArray();
    }

    public static SequenceState<T> Read<T>(ReadOnlySpan<byte> bytes, T[] values, IValueForm<T> form)
    {
        var reader = new ColumnReader(bytes, "its columns");
        var replicas = ReadReplicas(ref reader);
        var rowCounts = new long[replicas.Length];
        var deletedCounts = new long[replicas.Length];
        for (var i = 0; i < replicas.Length; i++)
        {
            rowCounts[i] = reader.Number(int.MaxValue);
            deletedCounts[i] = reader.Number(int.MaxValue);
        }
        var rows = ReadRows(ref reader, rowCounts);
        var links = ReadLinks(ref reader, rows, replicas.Length);
        var deleted = ReadRows(ref reader, deletedCounts);
        reader.ExpectEnd();
        return SequenceContent<T>.ToState(replicas, Chunked(rows, links, deleted, values), deleted, form);
    }

    private static void AddLink<T>(ByteColumn kinds, ByteColumn places, in Chunk<T> row)
    {
        var side = row.IsLeft ? 1UL : 0;
        if (row.Parent == ElementId.Root)
        {
            kinds.AddNumber(AtRoot + side);
        }
        else if (ElementId.Replica(row.Parent) == ElementId.Replica(row.Id) && row.Parent < row.Id)
        {
            kinds.AddNumber(AtOwn + side);
            places.AddNumber(row.Id - row.Parent - 1);
        }
        else
        {
            kinds.AddNumber(AtOther + side);
            places.AddNumber((ulong)ElementId.Replica(row.Parent));
            places.AddNumber((ulong)ElementId.Sequence(row.Parent) - 1);
        }
    }

    // Where the next row of the replica could begin at the earliest.
    private static ulong BehindLast(ulong last, ulong start) =>
        last != 0 && ElementId.Replica(last) == ElementId.Replica(start)
            ? last
            : ElementId.Of(ElementId.Replica(start), 1);

    private static ReplicaId[] ReadReplicas(ref ColumnReader reader)
    {
        var count = reader.Number(Math.Min(reader.Left, ElementId.MostReplicas));
        var replicas = new ReplicaId[count];
        for (var i = 0; i < replicas.Length; i++)
        {
            var name = new string(TextForm.Only.FromBytes(reader.Bytes(reader.Number(int.MaxValue))));
            replicas[i] = ReplicaId.Fault(name) is { } reason
                ? throw new CrdtFault($"the name of a replica {reason}")
                : ReplicaId.Of(name);
            if (i > 0 && replicas[i - 1].CompareTo(replicas[i]) >= 0)
                throw new CrdtFault("the replicas are not sorted, or one is there twice");
        }
        return replicas;
    }

    private static (ulong Start, ulong End)[] ReadRows(ref ColumnReader reader, long[] counts)
    {
        var total = counts.Sum();
        if (total > reader.Left)
            throw new CrdtFault(FormattableString.Invariant($"it has {total} rows, more than bytes for them"));
        var rows = new (ulong Start, ulong End)[total];
        for (int replica = 0, row = 0; replica < counts.Length; replica++)
        {
            for (var i = 0; i < counts[replica]; i++)
                rows[row++] = (ElementId.Of(replica, reader.Number(ElementId.LastSequence)), 0);
        }
        var elements = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            var replica = ElementId.Replica(rows[i].Start);
            var earliest = ElementId.Sequence(BehindLast(i == 0 ? 0 : rows[i - 1].End, rows[i].Start));
            var first = earliest + ElementId.Sequence(rows[i].Start);
            var count = reader.Number(SequenceContent<char>.MostElements) + 1;
            elements += count;
            if (first + count - 1 > ElementId.LastSequence || elements > SequenceContent<char>.MostElements)
                throw new CrdtFault("it has too many elements");
            rows[i] = (ElementId.Of(replica, first), ElementId.Of(replica, first + count));
        }
        return rows;
    }

    private static (ulong Parent, bool IsLeft)[] ReadLinks(
        ref ColumnReader reader, (ulong Start, ulong End)[] rows, int replicas)
    {
        var links = new (ulong Parent, bool IsLeft)[rows.Length];
        var kinds = reader.Bytes(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var start = rows[i].Start;
            var parent = (kinds[i] & ~1) switch
            {
                AtRoot => ElementId.Root,
                AtOwn => start - 1 - (ulong)reader.Number(ElementId.Sequence(start) - 2),
                AtOther => ElementId.Of(
                    (int)reader.Number(replicas - 1), 1 + reader.Number(ElementId.LastSequence - 1)),
                _ => throw new CrdtFault("an element hangs on nothing that is known"),
            };
            links[i] = (parent, (kinds[i] & 1) != 0);
        }
        return links;
    }

    // The rows are cut where they are deleted; the others take their values in turn.
    private static List<Chunk<T>> Chunked<T>(
        (ulong Start, ulong End)[] rows,
        (ulong Parent, bool IsLeft)[] links,
        (ulong Start, ulong End)[] deleted,
        T[] values)
    {
        List<Chunk<T>> chunks = [];
        var (next, taken) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var (at, end) = rows[i];
            while (at < end)
            {
                while (next < deleted.Length && deleted[next].End <= at)
                    next++;
                var isGone = next < deleted.Length && deleted[next].Start <= at;
                var turn = next == deleted.Length ? end : isGone ? deleted[next].End : deleted[next].Start;
                var until = Math.Min(end, turn);
                var count = (int)Math.Min(until - at, Item.Longest);
                if (!isGone && count > values.Length - taken)
                    throw new CrdtFault("it has too few values");
                var (parent, isLeft) = at == rows[i].Start ? links[i] : (at - 1, false);
                chunks.Add(new Chunk<T>(at, parent, isLeft, count, isGone ? default : values.AsMemory(taken, count)));
                taken += isGone ? 0 : count;
                at += (ulong)count;
            }
        }
        return taken == values.Length ? chunks : throw new CrdtFault("it has too many values");
    }
}
