using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Properties.Crdts;
using Timeline.Values;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>All versions that were ever made, by whomever, and what each must be: the model that no fault reaches.</summary>
internal sealed class World
{
    private readonly Dictionary<VersionId, Entry> _entries = [];
    private readonly Dictionary<VersionId, Facts> _facts = [];

    /// <summary>A version.</summary>
    /// <param name="Header">What its id is made of.</param>
    /// <param name="Line">The line that it ends, in a graph of values.</param>
    public sealed record Entry(VersionHeader Header, History<Value> Line)
    {
        public Value Value => Line.Head!.Value;
    }

    public int Count => _entries.Count;

    public Entry this[VersionId id] => _entries[id];

    public bool Knows(VersionId id) => _entries.ContainsKey(id);

    /// <summary>Which operations on the replicated value a version holds.</summary>
    public Facts FactsOf(VersionId id) => _facts[id];

    /// <summary>Says which operations a version holds that is about to be made; without, it holds those of its parents.</summary>
    public void Tell(VersionId id, Facts facts) => _facts[id] = facts;

    /// <summary>Notes a version before it is written: nobody else can know of it earlier.</summary>
    public void Note(NewVersion version)
    {
        if (Knows(version.Id)) return;
        Assert.True(version.Snapshot is not null, "A version that nobody has made came without its value.");
        var value = Right(Json.Parse(version.Snapshot().Span));
        var line = version.Parents switch
        {
            [] => History.Start(value, version.Stamp),
            [var parent] => this[parent].Line.Append(value, version.Stamp),
            [var parent, var other] => this[parent].Line.Merge(this[other].Line, value, version.Stamp),
            _ => throw new InvalidOperationException("more than two parents"),
        };
        _entries.Add(version.Id, new Entry(version.Header, line));
        if (!_facts.ContainsKey(version.Id))
            _facts[version.Id] = version.Parents.Aggregate(default(Facts), (facts, parent) => facts.Merge(FactsOf(parent)));
    }

    /// <summary>Whether a version is another, or comes before it.</summary>
    public bool IsWithin(VersionId older, VersionId newer) => Within(newer).Contains(older);

    /// <summary>A version and all that come before it.</summary>
    public HashSet<VersionId> Within(VersionId newest)
    {
        var seen = new HashSet<VersionId> { newest };
        var waiting = new Stack<VersionId>([newest]);
        while (waiting.TryPop(out var id))
        {
            foreach (var parent in this[id].Header.Parents)
                if (seen.Add(parent)) waiting.Push(parent);
        }

        return seen;
    }
}
