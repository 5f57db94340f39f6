namespace Timeline.Tests.Properties.Namespaces;

/// <summary>One value that was set: two are the same only if they were set at once.</summary>
internal sealed record Cell(object? Value)
{
    public bool Equals(Cell? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>What a version of the model is: a copy of the entries, in order.</summary>
internal sealed record Copy(IReadOnlyList<(string Key, Cell Cell)> Entries, string Label, DateTimeOffset Time)
{
    public Cell? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Cell;
}

/// <summary>A namespace without sharing, threads or listeners: a list of entries, and of copies of it.</summary>
internal sealed class NamespaceModel
{
    private readonly Stack<int> _done = [];
    private readonly Stack<int> _undone = [];
    private int _standing;

    public NamespaceModel(IEnumerable<(string Key, object? Value)> initial, DateTimeOffset time) =>
        Versions.Add(new([.. initial.Select(entry => (entry.Key, new Cell(entry.Value)))], "initial", time));

    public List<Copy> Versions { get; } = [];

    public Copy Now => Versions[^1];

    public bool CanUndo => _done.Count > 0;

    public bool CanRedo => _undone.Count > 0;

    public void Set(IEnumerable<(string Key, object? Value)> values, string label, DateTimeOffset time)
    {
        List<(string Key, Cell Cell)> entries = [.. Now.Entries];
        foreach (var (key, value) in values) Put(entries, key, new(value));
        Do(entries, label, time);
    }

    public void Remove(string key, string label, DateTimeOffset time)
    {
        if (Now.Find(key) is not null) Do([.. Now.Entries.Where(entry => entry.Key != key)], label, time);
    }

    public void Clear(DateTimeOffset time)
    {
        if (Now.Entries.Count > 0) Do([], "cleared", time);
    }

    public void Rollback(int index, DateTimeOffset time) =>
        Do([.. Versions[index].Entries], $"rollback to {index}", time);

    public void RollbackKey(string key, int index, DateTimeOffset time)
    {
        var label = $"rollback of {key} to {index}";
        if (Versions[index].Find(key) is { } then) Set([(key, then.Value)], label, time);
        else Remove(key, label, time);
    }

    public void Undo(DateTimeOffset time)
    {
        var label = $"undo of {_standing}";
        _undone.Push(_standing);
        _standing = _done.Pop();
        Versions.Add(new(Versions[_standing].Entries, label, time));
    }

    public void Redo(DateTimeOffset time)
    {
        _done.Push(_standing);
        _standing = _undone.Pop();
        Versions.Add(new(Versions[_standing].Entries, $"redo of {_standing}", time));
    }

    /// <summary>The versions at which a key is another than at the version before.</summary>
    public IEnumerable<(int Index, Cell? Cell, Copy Version)> Of(string key)
    {
        Cell? last = null;
        for (var index = 0; index < Versions.Count; index++)
        {
            var cell = Versions[index].Find(key);
            if (!Equals(cell, last)) yield return (index, cell, Versions[index]);
            last = cell;
        }
    }

    private static void Put(List<(string Key, Cell Cell)> entries, string key, Cell cell)
    {
        var place = entries.FindIndex(entry => entry.Key == key);
        if (place < 0) entries.Add((key, cell));
        else entries[place] = (key, cell);
    }

    private void Do(IReadOnlyList<(string, Cell)> entries, string label, DateTimeOffset time)
    {
        Versions.Add(new(entries, label, time));
        _done.Push(_standing);
        _undone.Clear();
        _standing = Versions.Count - 1;
    }
}
