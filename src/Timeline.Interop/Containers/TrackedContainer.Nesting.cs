using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Containers;

public abstract partial class TrackedContainer
{
    // Replaced as a whole, so that whoever reads it meanwhile reads one of them; null for none.
    private ParentLink[]? _links;

    // How many containers stand at or below this one, counting itself; what was taken out may still count.
    private int _height = 1;

    /// <summary>The containers that hold this one, each once, in the order in which they came to. O(parents).</summary>
    public IReadOnlyList<TrackedContainer> Parents => [.. (_links ?? []).Select(it => it.Parent)];

    /// <summary>Whether any of its elements is a container.</summary>
    private protected int ChildPlaces { get; private set; }

    /// <summary>The outermost container along the first parents; this one if nothing holds it.</summary>
    public TrackedContainer Root
    {
        get
        {
            var root = this;
            while (root._links is [var first, ..]) root = first.Parent;
            return root;
        }
    }

    /// <summary>The containers among what it would hold in a state, each as often as it stands there.</summary>
    private protected abstract IEnumerable<TrackedContainer> ChildrenIn(ChangeContent state);

    /// <summary>Takes what a child has become at every place of it, and writes an entry for each.</summary>
    private protected abstract void ChildChanged(TrackedContainer child, ParentLink link, ChangeEntry entry);

    /// <summary>Throws if a container cannot become a child of this one, with nothing changed.</summary>
    private protected void RequireCanHold(TrackedContainer? child, string parameter)
    {
        if (child is null) return;
        Hold(child);
        if (ReferenceEquals(child, this) || Above().Contains(child))
        {
            throw new ArgumentException(
                $"{child.Title} cannot be put into {Title}, which is itself or stands in it."
                + (child is ObjectContainer && this is ObjectContainer
                    ? " A property that leads back is marked with [JsonIgnore]."
                    : ""), parameter);
        }

        var depth = Depth();
        if (depth + child._height > Value.MaximumDepth && depth + child.Measured([]) > Value.MaximumDepth)
        {
            throw new ArgumentException(
                $"{child.Title} cannot be put into {Title}: containers nest {Value.MaximumDepth} deep at most.",
                parameter);
        }
    }

    /// <summary>That a container came to stand in this one.</summary>
    private protected void Attach(TrackedContainer? child, int index = 0, object? hint = null)
    {
        if (child is null) return;
        var link = child.LinkTo(this);
        if (link is null) child.Link(link = new(this) { Index = index, Hint = hint });
        link.Places++;
        ChildPlaces++;
        child.JoinWith(this);
        if (child._height >= _height) Raise(child._height + 1);
    }

    /// <summary>That a container stands in one place less of this one.</summary>
    private protected void Detach(TrackedContainer? child)
    {
        if (child?.LinkTo(this) is not { } link) return;
        ChildPlaces--;
        child.JoinWith(this);
        if (--link.Places > 0) return;
        child.Unlink(link);
    }

    /// <summary>Makes children of what a state holds, and of nothing else. O(elements) if there are any.</summary>
    private protected void Relink(ChangeContent before, ChangeContent after, bool mayHold)
    {
        if (ChildPlaces == 0 && !mayHold) return;
        foreach (var child in ChildrenIn(after)) Attach(child);
        foreach (var child in ChildrenIn(before)) Detach(child);
    }

    /// <summary>Remembers where a child stands.</summary>
    private protected void Remember(TrackedContainer child, int index)
    {
        if (child.LinkTo(this) is { } link) link.Index = index;
    }

    private void TellParents(ChangeEntry entry)
    {
        if (_links is null) return;
        foreach (var link in _links) link.Parent.ChildChanged(this, link, entry);
    }

    private void Link(ParentLink link)
    {
        for (var seen = _links; ; seen = _links)
        {
            ParentLink[] more = [.. seen ?? [], link];
            if (ReferenceEquals(Interlocked.CompareExchange(ref _links, more, seen), seen)) return;
        }
    }

    private void Unlink(ParentLink link)
    {
        for (var seen = _links; seen is not null; seen = _links)
        {
            ParentLink[]? fewer = seen.Length == 1 ? null : [.. seen.Where(it => !ReferenceEquals(it, link))];
            if (ReferenceEquals(Interlocked.CompareExchange(ref _links, fewer, seen), seen)) return;
        }
    }

    /// <summary>Lets go of the children if no container holds this one.</summary>
    private void LetGoIfUnused()
    {
        if (_links is null) LetGo();
    }

    private ParentLink? LinkTo(TrackedContainer parent)
    {
        if (_links is null) return null;
        foreach (var link in _links)
        {
            if (ReferenceEquals(link.Parent, parent)) return link;
        }

        return null;
    }

    /// <summary>All containers that hold this one, at any distance, each once.</summary>
    private List<TrackedContainer> Above()
    {
        List<TrackedContainer> found = [];
        if (_links is null) return found;
        HashSet<TrackedContainer>? seen = null;
        var one = this;
        for (var next = 0; ; next++)
        {
            // Read once, as others may ask while it is changed.
            var links = one._links ?? [];
            foreach (var link in links)
            {
                // Of a single chain none can come twice, and most containers stand in one.
                if (links.Length > 1 || seen is not null)
                {
                    seen ??= new(found);
                    if (!seen.Add(link.Parent)) continue;
                }

                found.Add(link.Parent);
            }

            if (next == found.Count) return found;
            one = found[next];
        }
    }

    /// <summary>How many containers stand in each other down to this one, along the longest way.</summary>
    private int Depth(Dictionary<TrackedContainer, int>? known = null)
    {
        if (_links is null) return 1;
        known ??= [];
        if (known.TryGetValue(this, out var depth)) return depth;
        foreach (var link in _links) depth = Math.Max(depth, link.Parent.Depth(known));
        return known[this] = depth + 1;
    }

    /// <summary>How many containers stand at or below this one now, without what was taken out. O(all below).</summary>
    private int Measured(HashSet<TrackedContainer> seen)
    {
        if (!seen.Add(this)) return _height;
        var below = 0;
        foreach (var child in ChildrenIn(State)) below = Math.Max(below, child.Measured(seen));
        return _height = below + 1;
    }

    private void Raise(int height)
    {
        _height = height;
        foreach (var link in _links ?? [])
        {
            if (link.Parent._height <= height) link.Parent.Raise(height + 1);
        }
    }
}
