using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Lists: what is gone, what has moved or is new, then what changed inside the elements that stay.</summary>
internal sealed partial class DiffWalk
{
    private void CompareLists(ValuePath path, Value.List before, Value.List after)
    {
        var windows = ListWindows.Between(before, after, options.SeesBeyondEquality);
        if (windows.Count == 0) return;
        var identity = ListIdentity.For(before, after, options);
        var alignment = ListAlignment.Align(before, after, windows, identity, _budget);
        if (IsAllNew(before, after, alignment))
        {
            Write(new Change.Replaced(path, before, after));
            return;
        }

        WriteRemoved(path, alignment);
        WritePlaced(path, alignment);
        for (var i = 0; i < alignment.After.Length; i++)
        {
            var partner = alignment.AfterPartner[i];
            if (partner >= 0) CompareElements(path, alignment.Before[partner], alignment.After[i]);
        }
    }

    /// <summary>Nothing in common and more than one change to say so: then the list as a whole is another.</summary>
    private static bool IsAllNew(Value.List before, Value.List after, ListAlignment alignment)
    {
        if (before.Count == 0 || after.Count == 0 || Math.Max(before.Count, after.Count) < 2) return false;
        if (alignment.Before.Length < before.Count || alignment.After.Length < after.Count) return false;
        for (var i = 0; i < alignment.Before.Length; i++)
        {
            var partner = alignment.Partner[i];
            if (partner >= 0 && Similarity.Of(alignment.Before[i].Value, alignment.After[partner].Value) > 0)
                return false;
        }

        return true;
    }

    /// <summary>From the last to the first, so that each is named by the index it had.</summary>
    private void WriteRemoved(ValuePath path, ListAlignment alignment)
    {
        for (var i = alignment.Before.Length - 1; i >= 0; i--)
        {
            if (alignment.Partner[i] >= 0) continue;
            var element = alignment.Before[i];
            Write(new Change.Removed(path.Append(element.At), element.Value));
        }
    }

    /// <summary>
    /// From the first to the last, so that each is named by the index it will have (or by a little more).
    /// </summary>
    private void WritePlaced(ValuePath path, ListAlignment alignment)
    {
        var placing = new ListPlacing(alignment);
        for (var i = 0; i < alignment.After.Length; i++)
        {
            var partner = alignment.AfterPartner[i];
            if (partner < 0)
            {
                var place = path.Append(placing.Insert(i));
                Write(new Change.Added(place, alignment.After[i].Value));
            }
            else if (!alignment.Stays[partner])
            {
                var (from, to) = placing.Move(partner, i);
                if (from == to) continue;
                Write(new Change.Moved(
                    path.Append(from), path.Append(to), alignment.Before[partner].Value));
            }
        }
    }

    /// <summary>An element that has nothing left of what it was is replaced as a whole.</summary>
    private void CompareElements(ValuePath path, ListAlignment.Element before, ListAlignment.Element after)
    {
        if (ReferenceEquals(before.Value, after.Value)) return;
        var start = _changes.Count;
        Compare(path.Append(after.At), before.Value, after.Value);
        if (_changes.Count - start < 2 || before.Value is not Value.Map old || after.Value is not Value.Map current)
            return;
        if (SharesAnEntry(old, current)) return;
        _changes.RemoveRange(start, _changes.Count - start);
        Write(new Change.Replaced(path.Append(after.At), before.Value, after.Value));
    }

    private static bool SharesAnEntry(Value.Map before, Value.Map after)
    {
        foreach (var (key, value) in before)
        {
            if (!after.TryGetValue(key, out var other)) continue;
            if (Similarity.Of(value, other) > 0) return true;
        }

        return false;
    }
}
