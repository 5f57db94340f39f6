using Timeline.Admission;
using Timeline.Histories;
using Timeline.Isolation;

namespace Timeline.Namespaces;

/// <summary>One key of a namespace, watched by itself.</summary>
/// <remarks>
/// It is a name and no more: it may be asked for before the key is created and after it was removed. Everything is
/// thread-safe as in the namespace.
/// </remarks>
public sealed class WatchedKey
{
    internal WatchedKey(WatchedNamespace home, string name) => (Namespace, Name) = (home, name);

    /// <summary>The namespace it is a key of.</summary>
    public WatchedNamespace Namespace { get; }

    /// <summary>The key.</summary>
    public string Name { get; }

    /// <summary>Whether it is there.</summary>
    public bool IsThere => Namespace.ContainsKey(Name);

    /// <summary>Whether it may not change.</summary>
    public bool IsFrozen => Namespace.IsFrozen || Namespace.IsKeyFrozen(Name);

    /// <summary>The value now. Setting it is <see cref="Set"/> without a label.</summary>
    /// <exception cref="KeyNotFoundException">It is not there.</exception>
    /// <exception cref="Watching.VariableFrozenException">It was set, and is frozen.</exception>
    /// <exception cref="ValueRejectedException">It was set to what a rule refuses.</exception>
    public object? Value
    {
        get => Namespace[Name];
        set => Namespace[Name] = value;
    }

    /// <summary>Everything it has been: the versions of the whole that created, changed or removed it, under their
    /// indexes, so that there are gaps; empty if it was never there.</summary>
    /// <remarks>The first time anybody asks costs O(changes) of the whole history, every further time O(changes)
    /// since.</remarks>
    public History<KeyState> History => Namespace.HistoryOf(Name);

    /// <summary>The newest version that changed it, which may be that it was removed; null if it was never
    /// there.</summary>
    public Version<KeyState>? LastChange => History.Head;

    /// <summary>The value now, typed.</summary>
    /// <typeparam name="T">The type, or a base of it.</typeparam>
    /// <returns>The value; a copy if it is mutable.</returns>
    /// <exception cref="KeyNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidCastException">The value is of another type; the message names both.</exception>
    public T Get<T>() => Namespace.Get<T>(Name);

    /// <summary>Gives it a value, as <see cref="WatchedNamespace.Set"/> does.</summary>
    /// <param name="value">The value.</param>
    /// <param name="label">In what words; null for none, or <c>created KEY</c> if it is.</param>
    /// <returns>This key.</returns>
    /// <exception cref="Watching.VariableFrozenException">It is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule refuses the value; every reason is in it.</exception>
    /// <exception cref="IsolationException">The value can change and cannot be copied.</exception>
    public WatchedKey Set(object? value, string? label = null)
    {
        _ = Namespace.Set(Name, value, label);
        return this;
    }

    /// <summary>Makes it what it was at an older version of the whole, by a new version; other keys stay.</summary>
    /// <param name="index">The index of any version of the whole: if it was not there then, it is removed.</param>
    /// <param name="label">In what words; null for <c>rollback of KEY to N</c>.</param>
    /// <returns>This key. Nothing happens if it neither was there nor is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version, or it was pruned.</exception>
    /// <exception cref="Watching.VariableFrozenException">It is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule of now refuses the value of then.</exception>
    public WatchedKey Rollback(int index, string? label = null) => PutBack(Namespace.At(index), label);

    /// <summary>Makes it what it was at a moment, by a new version; other keys stay.</summary>
    /// <param name="time">The moment, inclusive.</param>
    /// <param name="label">In what words; null for <c>rollback of KEY to N</c>.</param>
    /// <returns>This key.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The moment is before the first version of the whole.</exception>
    /// <exception cref="Watching.VariableFrozenException">It is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule of now refuses the value of then.</exception>
    public WatchedKey Rollback(DateTimeOffset time, string? label = null) => PutBack(Namespace.AsOf(time), label);

    /// <summary>Lets nothing change it, create it or remove it until it is thawed; once is enough.</summary>
    /// <returns>This key.</returns>
    public WatchedKey Freeze() => Amend(terms => terms with { IsFrozen = true });

    /// <summary>Lets it change again, if the whole is not frozen.</summary>
    /// <returns>This key.</returns>
    public WatchedKey Thaw() => Amend(terms => terms with { IsFrozen = false });

    /// <summary>Asks one more thing of every value of it from now on; what is there already is not asked.</summary>
    /// <param name="rule">The rule, which must not be asynchronous.</param>
    /// <returns>This key.</returns>
    /// <exception cref="ArgumentException">The rule is asynchronous.</exception>
    public WatchedKey AddRule(Rule<object?> rule)
    {
        rule = WatchedNamespace.Waitless(rule);
        return Amend(terms => terms with { Rules = terms.Rules.Add(rule) });
    }

    /// <summary>Calls a listener with every change of it from the next version on.</summary>
    /// <param name="listener">What is called, with this key and the change, in order and under no lock.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable OnChange(Action<WatchedKey, KeyChange> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Namespace.Whole.Hear(
            version =>
            {
                if (KeyChange.Of(version, Name) is { } change) listener(this, change);
            },
            listener);
    }

    /// <summary>Name and value in one line.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() =>
        $"{Namespace.Name}.{Name} = {Namespace.Snapshot().Find(Name) ?? KeyState.Removed}";

    private WatchedKey PutBack(Version<NamespaceSnapshot> then, string? label)
    {
        var words = string.IsNullOrEmpty(label)
            ? FormattableString.Invariant($"rollback of {Name} to {then.Index}")
            : label;
        Namespace.PutBack(Name, then, words);
        return this;
    }

    private WatchedKey Amend(Func<KeyTerms, KeyTerms> change)
    {
        Namespace.Amend(Name, change);
        return this;
    }
}
