using Timeline.Watching;

namespace Timeline.Namespaces;

/// <summary>Namespaces in a registry, beside its variables and under names of the same kind.</summary>
public static class RegistryNamespaces
{
    /// <summary>Begins to watch a namespace.</summary>
    /// <param name="registry">The registry; its snapshots have the namespace as a
    /// <see cref="NamespaceSnapshot"/>.</param>
    /// <param name="name">The name, which must be free.</param>
    /// <param name="initial">The first keys and values: version 0, labelled <c>initial</c>, which no listener hears of;
    /// null for none.</param>
    /// <param name="options">How to watch it; null for the default.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">The name or a key is blank, the name is taken, or a rule is
    /// asynchronous.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule refuses a first value.</exception>
    /// <exception cref="Isolation.IsolationException">A value can change and cannot be copied.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public static WatchedNamespace WatchNamespace(
        this Registry registry,
        string name,
        IEnumerable<KeyValuePair<string, object?>>? initial = null,
        NamespaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return new(registry, name, initial ?? [], options ?? new());
    }

    /// <summary>The namespace of a name.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="name">The name.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="KeyNotFoundException">There is none; the message suggests names that are near.</exception>
    /// <exception cref="InvalidCastException">It is the name of a variable; the message says of which
    /// type.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public static WatchedNamespace FindNamespace(this Registry registry, string name)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry.Find<NamespaceSnapshot>(name).Terms as WatchedNamespace
            ?? throw new InvalidCastException($"'{name}' is a variable that holds the content of a namespace, not one");
    }
}
