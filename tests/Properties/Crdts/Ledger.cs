namespace Timeline.Tests.Properties.Crdts;

/// <summary>All operations of a run, in the order in which they were made, by number.</summary>
public sealed class Ledger
{
    /// <summary>As many as facts have bits.</summary>
    public const int Capacity = 128;

    private readonly List<object> _operations = [];

    public int Count => _operations.Count;

    public int Add(object operation)
    {
        _operations.Add(operation);
        return _operations.Count - 1;
    }

    /// <summary>The numbers of the operations that were seen and not taken away.</summary>
    public IEnumerable<int> Live(Facts facts) =>
        Enumerable.Range(0, Count).Where(id => ((facts.Made & ~facts.Gone) >> id & 1) == 1);

    /// <summary>What they are.</summary>
    public IEnumerable<T> Live<T>(Facts facts) => Live(facts).Select(id => _operations[id]).OfType<T>();

    /// <summary>The numbers of those that are so.</summary>
    public IEnumerable<int> Where<T>(Facts facts, Func<T, bool> isSo) =>
        Live(facts).Where(id => _operations[id] is T operation && isSo(operation));
}
