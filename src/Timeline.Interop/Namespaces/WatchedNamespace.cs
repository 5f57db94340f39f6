using System.Diagnostics.CodeAnalysis;
using LanguageExt;
using Microsoft.Extensions.Logging;
using Timeline.Admission;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Isolation;
using Timeline.Objects;
using Timeline.Persisting;
using Timeline.Values;
using Timeline.Watching;

namespace Timeline.Namespaces;

/// <summary>Values by key, each of them watched by itself, in one history of the whole.</summary>
/// <remarks>
/// <para>It is one watched variable, <see cref="Whole"/>, whose value is the content as a persistent map: every change
/// is one version of the whole that shares all the others with the version before. So everything holds of it that holds
/// of a variable, and a snapshot, going back and going forth are as cheap for a thousand keys as for one. The history
/// of a key is that of the whole, of which it has the versions that changed it, under the same indexes.</para>
/// <para>Any text but a blank one is a key; keys are compared by ordinal. All members may be called from any thread at
/// any time, also from a rule or a listener. Reading takes no lock; no code of the caller's runs under one. A change
/// costs O(log n) besides what the rules cost.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "What it is goes before what it is held in.")]
public sealed partial class WatchedNamespace : ITerms<NamespaceSnapshot>
{
    private readonly NamespaceOptions _options;
    private readonly ILogger _log;

    // Swapped under the lock of the whole, so that a change is either made before or asked again.
    private NamespaceTerms _terms;

    internal WatchedNamespace(
        Registry registry, string name, IEnumerable<KeyValuePair<string, object?>> initial, NamespaceOptions options)
    {
        _options = options;
        _log = registry.Logger;
        _terms = new(new KeyTerms<object?>(options.Isolation, [.. options.Rules.Select(Waitless)], []), []);
        Name = name;
        var content = initial.Aggregate(
            NamespaceSnapshot.Empty, (soFar, entry) => soFar.Set(entry.Key, NewState(entry.Key, entry.Value)));
        _terms.Check(name, NamespaceSnapshot.Empty, content, "set", _log);
        Whole = registry.Watch(name, content, new WatchOptions<NamespaceSnapshot>
        {
            Isolation = Isolation<NamespaceSnapshot>.Trusting,
            SkipUnchanged = true,
            Retention = options.Retention,
            Comparison = options.Comparison,
            Journal = options.Journal,
            Terms = this,
        });
        foreach (var listener in options.Listeners) Listen(listener);
    }

    /// <summary>The name it was registered under.</summary>
    public string Name { get; }

    /// <summary>The whole as one watched variable: what it is asked and told there, it is asked and told of all
    /// keys.</summary>
    public Watched<NamespaceSnapshot> Whole { get; }

    /// <summary>Whether nothing may change it.</summary>
    public bool IsFrozen => Whole.IsFrozen;

    /// <summary>Gives a key a value; creates it if it is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; an equal one makes a version too.</param>
    /// <param name="label">In what words; null for none, or <c>created KEY</c> if it is.</param>
    /// <returns>This namespace.</returns>
    /// <exception cref="ArgumentException">The key is blank.</exception>
    /// <exception cref="VariableFrozenException">The whole or the key is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule refuses the value, or it is not of the type that the key is
    /// declared with; every reason is in it.</exception>
    /// <exception cref="IsolationException">The value can change and cannot be copied.</exception>
    public WatchedNamespace Set(string key, object? value, string? label = null)
    {
        RequireName(key);
        KeyState? state = null;
        return Change(now => now.Set(key, state ??= NewState(key, value)), key, label, "set");
    }

    /// <summary>Gives several keys their values in one version.</summary>
    /// <param name="values">The values by key; of one key's the last counts.</param>
    /// <param name="label">In what words; null for none.</param>
    /// <returns>This namespace. Nothing happens if there are none.</returns>
    /// <exception cref="ArgumentException">A key is blank.</exception>
    /// <exception cref="VariableFrozenException">The whole or one of the keys is frozen.</exception>
    /// <exception cref="ValueRejectedException">Rules refuse values; every reason is in it, and no key is
    /// set.</exception>
    /// <exception cref="IsolationException">A value can change and cannot be copied.</exception>
    public WatchedNamespace SetAll(IEnumerable<KeyValuePair<string, object?>> values, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var states = values
            .Select(entry => KeyValuePair.Create(entry.Key, NewState(entry.Key, entry.Value))).ToList();
        return Change(
            now => states.Aggregate(now, (soFar, entry) => soFar.Set(entry.Key, entry.Value)), null, label, "set");
    }

    /// <summary>Creates a key.</summary>
    /// <param name="key">The key, which must not be there.</param>
    /// <param name="value">Its value.</param>
    /// <param name="label">In what words; null for <c>created KEY</c>.</param>
    /// <returns>This namespace.</returns>
    /// <exception cref="ArgumentException">The key is there, or blank.</exception>
    /// <exception cref="VariableFrozenException">The whole or the key is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule refuses the value; every reason is in it.</exception>
    /// <exception cref="IsolationException">The value can change and cannot be copied.</exception>
    public WatchedNamespace Add(string key, object? value, string? label = null)
    {
        RequireName(key);
        KeyState? state = null;
        return Change(
            now => now.ContainsKey(key)
                ? throw new ArgumentException($"'{FullName(key)}' is there already: set it", nameof(key))
                : now.Set(key, state ??= NewState(key, value)),
            key,
            label,
            "set");
    }

    /// <summary>Makes of the value of a key the next one, with no other change of any key in between.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="change">What to make of the value. It is called outside any lock and again if another change came
    /// first, so it must do nothing else.</param>
    /// <param name="label">In what words; null for none.</param>
    /// <returns>The value that was set.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key; the message suggests some that are
    /// near.</exception>
    /// <exception cref="InvalidCastException">The value is of another type; the message names both.</exception>
    /// <exception cref="VariableFrozenException">The whole or the key is frozen.</exception>
    /// <exception cref="ValueRejectedException">A rule refuses the value; every reason is in it.</exception>
    public T Update<T>(string key, Func<T, T> change, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        T made = default!;
        _ = Change(
            now => now.Set(key, NewState(key, made = change(now.Get<T>(key)))), null, label, "updated");
        return made;
    }

    /// <summary>Removes a key. Its history stays, and goes on if it is created again.</summary>
    /// <param name="key">The key.</param>
    /// <param name="label">In what words; null for <c>removed KEY</c>.</param>
    /// <returns>Whether it was there; if not, nothing happens.</returns>
    /// <exception cref="VariableFrozenException">The whole or the key is frozen.</exception>
    public bool Remove(string key, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var isThere = false;
        _ = Whole.Update(
            now => (isThere = now.ContainsKey(key)) ? now.Remove(key) : now, label, () => $"removed {key}", "changed");
        return isThere;
    }

    /// <summary>Removes all keys in one version.</summary>
    /// <param name="label">In what words; null for <c>cleared</c>.</param>
    /// <returns>This namespace. Nothing happens if there are none.</returns>
    /// <exception cref="VariableFrozenException">The whole or one of the keys is frozen.</exception>
    public WatchedNamespace Clear(string? label = null)
    {
        _ = Whole.Update(now => now.Clear(), label, () => "cleared", "cleared");
        return this;
    }

    /// <summary>Says what type the values of a key have from now on, and what is asked of them.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="key">The key, whether it is there or not.</param>
    /// <param name="options">What is asked and how values are kept; null for the default.</param>
    /// <returns>This namespace.</returns>
    /// <remarks>Saying it again replaces what was said. Rules are asked of what is set from now on.</remarks>
    /// <exception cref="ArgumentException">The key is blank, or a rule is asynchronous.</exception>
    /// <exception cref="InvalidCastException">The key holds a value of another type.</exception>
    /// <exception cref="IsolationException">Values of the type cannot be kept from being changed.</exception>
    public WatchedNamespace Declare<T>(string key, KeyOptions<T>? options = null)
    {
        RequireName(key);
        options ??= new();
        // Refuses, under the name of the key, a type that cannot be isolated.
        _ = Admission<T>.For(FullName(key), isolation: options.Isolation);
        var rules = options.Rules.Select(Waitless).ToList();
        Amend(terms =>
        {
            KeyTerms<T> declared = new(options.Isolation, terms.Of(key).Rules, [.. rules])
            {
                IsFrozen = terms.Of(key).IsFrozen,
            };
            return Snapshot().Find(key) is { } state && !state.Is<T>()
                ? throw state.OtherType<T>($"'{FullName(key)}'")
                : terms.With(key, declared);
        });
        return this;
    }

    /// <summary>Asks one more thing of every value of every key from now on; what is there already is not
    /// asked.</summary>
    /// <param name="rule">The rule, which must not be asynchronous.</param>
    /// <returns>This namespace.</returns>
    /// <exception cref="ArgumentException">The rule is asynchronous.</exception>
    public WatchedNamespace AddRule(Rule<object?> rule)
    {
        rule = Waitless(rule);
        Amend(terms => terms.With(rule));
        return this;
    }

    /// <summary>Lets nothing change any key until it is thawed; once is enough.</summary>
    /// <returns>This namespace.</returns>
    public WatchedNamespace Freeze()
    {
        _ = Whole.Freeze();
        return this;
    }

    /// <summary>Lets keys change again; those that are frozen themselves stay so.</summary>
    /// <returns>This namespace.</returns>
    public WatchedNamespace Thaw()
    {
        _ = Whole.Thaw();
        return this;
    }

    /// <summary>Name, number of keys and version in one line.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => Whole.ToString();

    object ITerms<NamespaceSnapshot>.Agree(NamespaceSnapshot now, NamespaceSnapshot next, string action)
    {
        var terms = Volatile.Read(ref _terms);
        terms.Check(Name, now, next, action, _log);
        return terms;
    }

    bool ITerms<NamespaceSnapshot>.Holds(object basis) => ReferenceEquals(basis, _terms);

    IValueForm<NamespaceSnapshot> ITerms<NamespaceSnapshot>.Form(ObjectTree tree) => Form(tree);

    Either<TimelineError, MergePreview<NamespaceSnapshot>> ITerms<NamespaceSnapshot>.PreviewMerge(
        History<NamespaceSnapshot> ours, History<NamespaceSnapshot> theirs, MergePolicy policy)
    {
        var form = Form(_options.Comparison?.Tree ?? ObjectTree.Default);
        return Histories.History.PreviewMerge(
            ours, theirs, policy, _options.Comparison?.Lists, content => form.ToValue(Name, content), form.Merged);
    }

    internal static Rule<T> Waitless<T>(Rule<T> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.IsAsync
            ? throw new ArgumentException(
                $"the rule '{rule.Name}' is asynchronous, and those of a namespace are asked without waiting",
                nameof(rule))
            : rule;
    }

    /// <summary>Whether a key asks to stay as it is.</summary>
    internal bool IsKeyFrozen(string key) => Volatile.Read(ref _terms).Of(key).IsFrozen;

    /// <summary>Changes the terms of one key; what is changed under the old ones was changed before.</summary>
    internal void Amend(string key, Func<KeyTerms, KeyTerms> change) =>
        Amend(terms => terms.With(key, change(terms.Of(key))));

    /// <summary>Puts a key back to what it held at a version of the whole.</summary>
    internal void PutBack(string key, Version<NamespaceSnapshot> then, string label) => Change(
        now => then.Value.Find(key) is { } state ? now.Set(key, state) : now.Remove(key), null, label, "rolled back");

    private void Amend(Func<NamespaceTerms, NamespaceTerms> change)
    {
        using (Whole.Gate.Hold()) _terms = change(_terms);
    }

    /// <summary>Makes one version of what a function makes of the content; <paramref name="created"/> says which key
    /// the words are about if that is new.</summary>
    private WatchedNamespace Change(
        Func<NamespaceSnapshot, NamespaceSnapshot> change, string? created, string? label, string action)
    {
        var isNew = false;
        _ = Whole.Update(
            now =>
            {
                isNew = created is not null && !now.ContainsKey(created);
                return change(now);
            },
            label,
            () => isNew ? $"created {created}" : "",
            action);
        return this;
    }

    private NamespaceForm Form(ObjectTree tree) => new(tree, () => Volatile.Read(ref _terms));

    private KeyState NewState(string key, object? value)
    {
        RequireName(key);
        return new(FullName(key), value, Volatile.Read(ref _terms).Of(key));
    }

    private string FullName(string key) => $"{Name}.{key}";

    private static void RequireName(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        WellFormed.Require(key, nameof(key));
    }
}
