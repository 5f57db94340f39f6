using Microsoft.Extensions.Logging;
using Timeline.Admission;
using Timeline.Collections;
using Timeline.Telemetry;
using Timeline.Watching;

namespace Timeline.Namespaces;

/// <summary>What all keys ask of their values. Immutable: what comes of a change is swapped in as a whole.</summary>
/// <param name="Others">The terms of keys that have none of their own.</param>
/// <param name="Keys">The terms of the keys that have.</param>
internal sealed record NamespaceTerms(KeyTerms Others, PersistentMap<string, KeyTerms> Keys)
{
    private bool AsksNothing => Others.Rules.IsEmpty && Keys.IsEmpty;

    internal KeyTerms Of(string key) => Keys.TryGetValue(key, out var terms) ? terms : Others;

    internal NamespaceTerms With(string key, KeyTerms terms) => this with { Keys = Keys.Set(key, terms) };

    /// <summary>The same with one more rule for all keys.</summary>
    internal NamespaceTerms With(Rule<object?> rule)
    {
        var keys = Keys.Select(entry => KeyValuePair.Create(entry.Key, Ruled(entry.Value)));
        return new(Ruled(Others), PersistentMap<string, KeyTerms>.From([.. keys]));

        KeyTerms Ruled(KeyTerms terms) => terms with { Rules = terms.Rules.Add(rule) };
    }

    /// <summary>Throws if one content may not follow another: first what is frozen is named, then all that rules
    /// say.</summary>
    internal void Check(
        string name, NamespaceSnapshot now, NamespaceSnapshot next, string action, ILogger log)
    {
        if (AsksNothing) return;
        var changes = now.Diff(next);
        if (changes.FirstOrDefault(change => Of(change.Key).IsFrozen) is { } frozen)
        {
            Refusals.Tell(log, $"{name}.{frozen.Key}", "frozen");
            throw VariableFrozenException.Of($"{name}.{frozen.Key}", action);
        }

        var found = changes.Where(change => change is not MapChange<string, KeyState>.Removed).Aggregate(
            (Findings?)null,
            (soFar, change) => Findings.Add(
                soFar, new(change.Key), Of(change.Key).Check(next.Find(change.Key)!.Value)));
        if (found is not null) throw found.ToException(name, log);
    }
}
