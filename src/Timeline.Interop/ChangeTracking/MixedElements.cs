using System.Collections;
using Timeline.Navigating;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>The elements of any list, each captured as what it is.</summary>
internal sealed class MixedElements : ElementsSeen
{
    private readonly Capture[] _elements;

    internal MixedElements(Capture[] elements, Value.List json)
        : base(json)
    {
        _elements = elements;
        HighestId = elements.Aggregate(0L, (highest, it) => Math.Max(highest, it.HighestId));
    }

    /// <inheritdoc/>
    internal override long HighestId { get; }

    /// <summary>The element at an index; null if there was none.</summary>
    internal Capture? At(int index) => index < _elements.Length ? _elements[index] : null;

    /// <inheritdoc/>
    internal override bool AreSame(ElementsSeen other)
    {
        if (other is not MixedElements mixed) return true;
        for (var i = 0; i < _elements.Length; i++)
        {
            if (!ReferenceEquals(_elements[i], mixed._elements[i]) && !_elements[i].Same(mixed._elements[i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    internal override bool AreIn(object list)
    {
        try
        {
            return list is IList indexed ? AreAll(indexed) : AreAll((IEnumerable)list);
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            return false;
        }
    }

    private bool AreAll(IList list)
    {
        if (list.Count != _elements.Length) return false;
        for (var i = 0; i < _elements.Length; i++)
        {
            if (!_elements[i].Shows(list[i])) return false;
        }

        return true;
    }

    private bool AreAll(IEnumerable list)
    {
        var count = 0;
        foreach (var element in list)
        {
            if (count == _elements.Length || !_elements[count].Shows(element)) return false;
            count++;
        }

        return count == _elements.Length;
    }
}
