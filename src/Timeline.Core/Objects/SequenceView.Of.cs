using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization.Metadata;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>As <see cref="SequenceView"/>, with the type of the elements.</summary>
/// <typeparam name="TElement">The type of the elements.</typeparam>
internal sealed class SequenceView<TElement>(ObjectTree tree, JsonTypeInfo contract, bool isSet)
    : SequenceView(tree, contract, typeof(TElement), isSet)
{
    private Likeness<TElement> Quick => field ??= LikenessOf.View<TElement>(Element.View);

    internal override IEnumerable<object?> Elements(object seen) =>
        ((IEnumerable<TElement>)seen).Select(element => (object?)element);

    internal override int CountOf(object seen) => seen is TElement[] array
        ? array.Length
        : ((IReadOnlyList<TElement>)seen).Count;

    internal override object? At(object seen, int index) => ElementAt(seen, index);

    internal override object Indexed(object seen) => seen switch
    {
        ImmutableArray<TElement> => ImmutableCollectionsMarshal.AsArray((ImmutableArray<TElement>)Made(seen))!,
        TElement[] or List<TElement> or ImmutableList<TElement> or PersistentList<TElement> => seen,
        _ => ArrayOf(seen),
    };

    internal override bool AreSurelyAlikeAt(SequenceRegion region, int index) =>
        Quick.AreSurelyAlike(ElementAt(region.Left, index), ElementAt(region.Right, index));

    internal override bool AreSameAt(TreeWalk walk, SequenceRegion region, int left, int right) =>
        AreSame(walk, ElementAt(region.Left, left), ElementAt(region.Right, right), region.Start + left);

    internal override CommonEnds EndsInCommon(TreeWalk walk, SequenceRegion region)
    {
        var one = SpanOf(region.Left);
        var other = SpanOf(region.Right);
        // What a quick look settles comes first: where it leaves one element, that is walked into at once, and not
        // compared before.
        var quick = Widened(default, null, one, other, region.Start);
        var kept = quick.Start + quick.End;
        return one.Length - kept == 1 && other.Length - kept == 1
            ? quick
            : Widened(quick, walk, one, other, region.Start);
    }

    internal override bool AreSame(TreeWalk walk, object left, object right)
    {
        if (IsSet) return Project(walk, left).Equals(Project(walk, right));
        if (left is PersistentList<TElement> before && right is PersistentList<TElement> after)
            return before.Regions(after).All(edit => HasSame(walk, edit));
        var one = SpanOf(left);
        var other = SpanOf(right);
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
        {
            if (!AreSame(walk, one[i], other[i], i)) return false;
        }

        return true;
    }

    internal override IEnumerable<SequenceRegion>? Regions(object left, object right) =>
        left is PersistentList<TElement> before && right is PersistentList<TElement> after
            ? before.Regions(after).Reverse().Select(it =>
                new SequenceRegion(it.BeforeStart, it.Removed.ToArray(), it.Inserted.ToArray()))
            : null;

    internal override Value Project(TreeWalk walk, object seen)
    {
        var items = new List<Value>();
        try
        {
            foreach (var element in (IEnumerable<TElement>)seen)
                items.Add(walk.Project(new PathSegment(items.Count), Element, element));
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(Type, $"enumerating it failed: {ObjectTree.ReasonOf(error)}", error);
        }

        // Elements of a set come in no order, or one of this process: their text gives one to rely on.
        if (IsSet) items.Sort(static (left, right) => string.CompareOrdinal(left.ToString(), right.ToString()));
        return Value.List.From(items);
    }

    internal override object Splice(object seen, int start, int count, IReadOnlyList<object?> by)
    {
        var typed = by.Select(element => (TElement)element!);
        return seen switch
        {
            PersistentList<TElement> list => list.Splice(start, count, PersistentList<TElement>.From(typed)),
            ImmutableList<TElement> list => list.RemoveRange(start, count).InsertRange(start, typed),
            _ => Copied(SpanOf(seen), start, count, [.. typed]),
        };
    }

    internal override SequenceEdit Edit(object seen) => seen switch
    {
        PersistentList<TElement> list => new KeptElements<TElement>(list),
        ImmutableList<TElement> list => new CopiedElements<TElement>(
            list.ToBuilder(), edited => ((ImmutableList<TElement>.Builder)edited).ToImmutable()),
        _ => new CopiedElements<TElement>([.. SpanOf(seen)], edited => Of([.. edited])),
    };

    internal override SetEdit EditSet(object seen)
    {
        if (SetEdit<TElement>.TryOf(seen) is { } known) return known;
        var elements = new HashSet<TElement>((IEnumerable<TElement>)seen);
        return new SetEdit<TElement>(elements, () => Of([.. elements]));
    }

    internal override object Make(IReadOnlyList<object?> elements)
    {
        TElement[] typed = [.. elements.Select(element => (TElement)element!)];
        return Of(typed);
    }

    // Boxed, each of many edits of a long list of numbers would make as many objects as it has elements.
    private object Copied(ReadOnlySpan<TElement> elements, int start, int count, TElement[] by) =>
        Of([.. elements[..start], .. by, .. elements[(start + count)..]]);

    private object Of(TElement[] elements) => MadeSequence.TryOf(Type, elements) ?? Rewritten(elements);

    private CommonEnds Widened(
        CommonEnds known, TreeWalk? walk, ReadOnlySpan<TElement> left, ReadOnlySpan<TElement> right, int offset)
    {
        offset += known.Start;
        left = left[known.Start..^known.End];
        right = right[known.Start..^known.End];
        var (start, end) = (0, 0);
        while (true)
        {
            start += SharedElements.FromStart(left[start..], right[start..]);
            if (start == Math.Min(left.Length, right.Length)
                || !AreSame(walk, left[start], right[start], offset + start))
            {
                break;
            }

            start++;
        }

        left = left[start..];
        right = right[start..];
        // Where but one is left on both sides, it is what the way from the start stopped at.
        var open = Math.Min(left.Length, right.Length) - (left.Length == right.Length ? 1 : 0);
        while (true)
        {
            end += SharedElements.FromEnd(left[..^end], right[..^end]);
            if (end >= open
                || !AreSame(walk, left[^(end + 1)], right[^(end + 1)], offset + start + left.Length - end - 1))
            {
                break;
            }

            end++;
        }

        return new CommonEnds(known.Start + start, known.End + end);
    }

    private bool AreSame(TreeWalk? walk, TElement left, TElement right, int at) =>
        walk is null
            ? Quick.AreSurelyAlike(left, right)
            : Quick.Settle(walk, left, right) ?? walk.AreSame(new PathSegment(at), Element, left, right);

    // Asked by class, and not through an interface, an array answers at once.
    private static TElement ElementAt(object seen, int index) => seen is TElement[] array
        ? array[index]
        : ((IReadOnlyList<TElement>)seen)[index];

    private static ReadOnlySpan<TElement> SpanOf(object seen) => seen switch
    {
        TElement[] array => array,
        ImmutableArray<TElement> => ((ImmutableArray<TElement>)Made(seen)).AsSpan(),
        List<TElement> list => CollectionsMarshal.AsSpan(list),
        _ => ArrayOf(seen),
    };

    private static object Made(object seen) => seen is ImmutableArray<TElement> { IsDefault: true }
        ? throw new ObjectFault(seen.GetType(), "it was never made: it is the default of its type")
        : seen;

    private static TElement[] ArrayOf(object seen)
    {
        try
        {
            return [.. (IEnumerable<TElement>)seen];
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(seen.GetType(), $"enumerating it failed: {ObjectTree.ReasonOf(error)}", error);
        }
    }

    private bool HasSame(TreeWalk walk, ListEdit<TElement> edit)
    {
        if (edit.Removed.Count != edit.Inserted.Count) return false;
        for (var i = 0; i < edit.Removed.Count; i++)
        {
            if (!AreSame(walk, edit.Removed[i], edit.Inserted[i], edit.BeforeStart + i)) return false;
        }

        return true;
    }
}
