using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Which elements of two lists are the same: by identity key, by equal content, or as one element that was edited.
/// </summary>
/// <remarks>
/// Only the elements inside the windows are looked at, and they are numbered through ("active" numbers). A mutable
/// working space of one computation.
/// </remarks>
internal sealed class ListAlignment
{
    /// <summary>The most elements in one place that are looked through for one that was edited.</summary>
    private const int MostLikes = 32;

    private readonly WorkBudget _budget;
    private readonly int[] _beforeTokens;
    private readonly int[] _afterTokens;
    private readonly bool[] _beforeNamed;
    private readonly bool[] _afterNamed;

    // What each token stands for.
    private readonly List<Value> _tokens = [];

    private ListAlignment(
        Value.List before, Value.List after, IReadOnlyList<Window> windows, WorkBudget budget)
    {
        _budget = budget;
        Windows = windows;
        Before = Gather(before, windows, static window => (window.BeforeStart, window.BeforeEnd));
        After = Gather(after, windows, static window => (window.AfterStart, window.AfterEnd));
        Partner = new int[Before.Length];
        Array.Fill(Partner, -1);
        AfterPartner = new int[After.Length];
        Array.Fill(AfterPartner, -1);
        Stays = new bool[Before.Length];
        _beforeTokens = new int[Before.Length];
        _afterTokens = new int[After.Length];
        _beforeNamed = new bool[Before.Length];
        _afterNamed = new bool[After.Length];
    }

    /// <summary>The windows, in order.</summary>
    public IReadOnlyList<Window> Windows { get; }

    /// <summary>The active elements of the old list.</summary>
    public Element[] Before { get; }

    /// <summary>The active elements of the new list.</summary>
    public Element[] After { get; }

    /// <summary>For each active old element its active new partner, or -1 where it is gone.</summary>
    public int[] Partner { get; }

    /// <summary>For each active new element its active old partner, or -1 where it is new.</summary>
    public int[] AfterPartner { get; }

    /// <summary>For each active old element whether it keeps its place among those that stay.</summary>
    public bool[] Stays { get; }

    /// <summary>Whether an active old element has an identity, and so is known by it alone.</summary>
    public bool IsNamed(int before) => _beforeNamed[before];

    /// <summary>A list element, where it stands, and in which window.</summary>
    internal readonly record struct Element(Value Value, int At, int Window);

    /// <summary>A run of active elements none of which stays, on both sides, by their active numbers.</summary>
    /// <param name="BeforeStart">The first old element.</param>
    /// <param name="BeforeEnd">The end of the old elements, exclusive.</param>
    /// <param name="AfterStart">The first new element.</param>
    /// <param name="AfterEnd">The end of the new elements, exclusive.</param>
    /// <param name="BeforeAt">The index in the old list at which the stretch starts.</param>
    /// <param name="AfterAtEnd">The index in the new list at which the stretch ends.</param>
    internal readonly record struct Stretch(
        int BeforeStart, int BeforeEnd, int AfterStart, int AfterEnd, int BeforeAt, int AfterAtEnd);

    /// <summary>Aligns what two lists hold inside the windows.</summary>
    /// <param name="before">The old list.</param>
    /// <param name="after">The new list.</param>
    /// <param name="windows">The stretches that differ, in order; what lies between them is shared.</param>
    /// <param name="identity">What identifies an element.</param>
    /// <param name="budget">What may be spent.</param>
    public static ListAlignment Align(
        Value.List before,
        Value.List after,
        IReadOnlyList<Window> windows,
        ListIdentity identity,
        WorkBudget budget)
    {
        var alignment = new ListAlignment(before, after, windows, budget);
        if (alignment.Before.Length == 0 || alignment.After.Length == 0) return alignment;
        if (identity.HasKeys) alignment.MatchByName(identity);
        if (identity.Suggestion is not null) alignment.MatchRenamed(identity);
        if (alignment.Before.Length > 1 || alignment.After.Length > 1) alignment.MatchByContent();
        alignment.PairEdited();
        return alignment;
    }

    private static Element[] Gather(
        Value.List list, IReadOnlyList<Window> windows, Func<Window, (int Start, int End)> side)
    {
        var count = 0;
        foreach (var window in windows) count += side(window).End - side(window).Start;
        var elements = new Element[count];
        count = 0;
        for (var number = 0; number < windows.Count; number++)
        {
            var (start, end) = side(windows[number]);
            for (var at = start; at < end; at++) elements[count++] = new Element(list[at], at, number);
        }

        return elements;
    }

    private void Join(int before, int after, bool stays)
    {
        Partner[before] = after;
        AfterPartner[after] = before;
        Stays[before] = stays;
    }

    /// <summary>
    /// Elements with an identity found once on each side; of those in one window the most stay in place.
    /// </summary>
    private void MatchByName(ListIdentity identity)
    {
        var old = Names(Before, identity, _beforeNamed);
        var current = Names(After, identity, _afterNamed);
        foreach (var (name, at) in old)
        {
            if (at >= 0 && current.TryGetValue(name, out var partner) && partner >= 0)
                Join(at, partner, stays: false);
        }

        var places = new int[Before.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var partner = Partner[i];
            places[i] = partner >= 0 && After[partner].Window == Before[i].Window ? partner : -1;
        }

        IncreasingSubsequence.Longest(places).CopyTo(Stays, 0);
    }

    private static Dictionary<ElementName, int> Names(
        Element[] elements, ListIdentity identity, bool[] named)
    {
        var names = new Dictionary<ElementName, int>();
        for (var i = 0; i < elements.Length; i++)
        {
            if (identity.NameOf(elements[i].Value) is not { } name) continue;
            if (names.TryGetValue(name, out var first))
            {
                if (first >= 0) named[first] = false;
                names[name] = -1;
            }
            else
            {
                names.Add(name, i);
                named[i] = true;
            }
        }

        return names;
    }

    /// <summary>
    /// A name that is only suggested may change: what stands in the place of an element that is gone, and is like it
    /// in all but the name, is that element.
    /// </summary>
    private void MatchRenamed(ListIdentity identity)
    {
        foreach (var (oldStart, oldEnd, newStart, newEnd, _, _) in Stretches().ToArray())
        {
            var old = Nameless(identity, Before, Partner, oldStart, oldEnd);
            var current = Nameless(identity, After, AfterPartner, newStart, newEnd);
            var next = newStart;
            foreach (var (rest, i) in old.OrderBy(entry => entry.Value))
            {
                if (i < 0 || !current.TryGetValue(rest, out var j) || j < next) continue;
                Join(i, j, stays: true);
                next = j + 1;
            }
        }
    }

    /// <summary>What is left over in a stretch, without the names; -1 where two are then the same.</summary>
    private static Dictionary<Value, int> Nameless(
        ListIdentity identity, Element[] elements, int[] partners, int start, int end)
    {
        var rests = new Dictionary<Value, int>();
        for (var i = start; i < end; i++)
        {
            if (partners[i] >= 0 || identity.Nameless(elements[i].Value) is not { } rest) continue;
            if (!rests.TryAdd(rest, i)) rests[rest] = -1;
        }

        return rests;
    }

    private void MatchByContent()
    {
        Tokenize();
        foreach (var (oldStart, oldEnd, newStart, newEnd, _, _) in Stretches().ToArray())
        {
            var old = Unnamed(_beforeNamed, oldStart, oldEnd);
            var current = Unnamed(_afterNamed, newStart, newEnd);
            if (old.Length == 0 || current.Length == 0) continue;
            var matches = SequenceAlignment.Align(
                Tokens(_beforeTokens, old), Tokens(_afterTokens, current), _tokens, _budget);
            for (var i = 0; i < matches.Length; i++)
            {
                if (matches[i] >= 0) Join(old[i], current[matches[i]], stays: true);
            }
        }

        MatchMoved();
    }

    /// <summary>Gives equal unnamed elements equal numbers, counted from 0.</summary>
    private void Tokenize()
    {
        var tokens = new Dictionary<Value, int>();
        Tokenize(Before, _beforeNamed, _beforeTokens, tokens);
        Tokenize(After, _afterNamed, _afterTokens, tokens);
    }

    private void Tokenize(Element[] elements, bool[] named, int[] numbers, Dictionary<Value, int> tokens)
    {
        for (var i = 0; i < elements.Length; i++)
        {
            if (named[i])
            {
                numbers[i] = -1;
                continue;
            }

            if (!tokens.TryGetValue(elements[i].Value, out var token))
            {
                token = tokens.Count;
                tokens.Add(elements[i].Value, token);
                _tokens.Add(elements[i].Value);
            }

            numbers[i] = token;
        }
    }

    private static int[] Unnamed(bool[] named, int start, int end)
    {
        var count = 0;
        for (var i = start; i < end; i++) count += named[i] ? 0 : 1;
        var unnamed = new int[count];
        count = 0;
        for (var i = start; i < end; i++)
        {
            if (!named[i]) unnamed[count++] = i;
        }

        return unnamed;
    }

    private static int[] Tokens(int[] tokens, int[] at) => Array.ConvertAll(at, i => tokens[i]);

    /// <summary>The stretches of active elements between those that stay, in order; windows part them too.</summary>
    public IEnumerable<Stretch> Stretches()
    {
        var (old, current) = (0, 0);
        foreach (var window in Windows)
        {
            var (oldEnd, newEnd) = (old + window.BeforeCount, current + window.AfterCount);
            var shift = window.BeforeStart - old;
            for (var i = old; i < oldEnd; i++)
            {
                if (!Stays[i]) continue;
                var partner = Partner[i];
                if (i > old || partner > current)
                    yield return new Stretch(old, i, current, partner, old + shift, After[partner].At);
                (old, current) = (i + 1, partner + 1);
            }

            if (oldEnd > old || newEnd > current)
                yield return new Stretch(old, oldEnd, current, newEnd, old + shift, window.AfterEnd);
            (old, current) = (oldEnd, newEnd);
        }
    }

    /// <summary>
    /// Equal elements left over on both sides have moved, where saying so takes fewer changes than replacing what
    /// stands in both places (or as many, for a list or map: a move tells more than two replacements).
    /// </summary>
    private void MatchMoved()
    {
        var stretches = Stretches().ToArray();
        var surplus = new int[stretches.Length];
        var waiting = new Dictionary<int, Queue<(int At, int Stretch)>>();
        for (var s = 0; s < stretches.Length; s++)
        {
            var (oldStart, oldEnd, newStart, newEnd, _, _) = stretches[s];
            surplus[s] = CountFree(Partner, _beforeNamed, oldStart, oldEnd)
                - CountFree(AfterPartner, _afterNamed, newStart, newEnd);
            for (var j = newStart; j < newEnd; j++)
            {
                if (AfterPartner[j] >= 0 || _afterNamed[j]) continue;
                if (!waiting.TryGetValue(_afterTokens[j], out var queue))
                    waiting.Add(_afterTokens[j], queue = new Queue<(int, int)>());
                queue.Enqueue((j, s));
            }
        }

        for (var s = 0; s < stretches.Length; s++)
        {
            for (var i = stretches[s].BeforeStart; i < stretches[s].BeforeEnd; i++)
            {
                if (Partner[i] >= 0 || _beforeNamed[i]) continue;
                if (!waiting.TryGetValue(_beforeTokens[i], out var queue) || queue.Count == 0) continue;
                var (j, t) = queue.Peek();
                var saved = (surplus[s] > 0 ? 1 : 0) + (surplus[t] < 0 ? 1 : 0);
                if (saved < (Before[i].Value is Value.List or Value.Map ? 1 : 2)) continue;
                if (saved < 2 && LeavesItsLike(i, stretches[s])) continue;
                _ = queue.Dequeue();
                surplus[s]--;
                surplus[t]++;
                Join(i, j, stays: false);
            }
        }
    }

    /// <summary>Whether in the place of an element stands one so like it that it was rather edited there.</summary>
    private bool LeavesItsLike(int before, Stretch stretch)
    {
        if (stretch.AfterEnd - stretch.AfterStart > MostLikes) return false;
        for (var j = stretch.AfterStart; j < stretch.AfterEnd; j++)
        {
            if (AfterPartner[j] >= 0 || _afterNamed[j]) continue;
            if (Similarity.AreAlike(Before[before].Value, After[j].Value)) return true;
        }

        return false;
    }

    private static int CountFree(int[] partners, bool[] named, int start, int end)
    {
        var count = 0;
        for (var i = start; i < end; i++) count += partners[i] < 0 && !named[i] ? 1 : 0;
        return count;
    }

    /// <summary>What is left over on both sides of a stretch is taken for elements that were edited in place.</summary>
    private void PairEdited()
    {
        foreach (var (oldStart, oldEnd, newStart, newEnd, _, _) in Stretches().ToArray())
        {
            var old = Free(Partner, _beforeNamed, oldStart, oldEnd);
            var current = Free(AfterPartner, _afterNamed, newStart, newEnd);
            if (old.Length == 0 || current.Length == 0) continue;
            foreach (var (i, j) in Similarity.Pair(Values(Before, old), Values(After, current), _budget))
                Join(old[i], current[j], stays: true);
        }
    }

    private static int[] Free(int[] partners, bool[] named, int start, int end)
    {
        var free = new int[CountFree(partners, named, start, end)];
        var count = 0;
        for (var i = start; i < end; i++)
        {
            if (partners[i] < 0 && !named[i]) free[count++] = i;
        }

        return free;
    }

    private static Value[] Values(Element[] elements, int[] at) => Array.ConvertAll(at, i => elements[i].Value);
}
