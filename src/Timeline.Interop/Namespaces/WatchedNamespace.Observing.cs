using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Timeline.Histories;

namespace Timeline.Namespaces;

public sealed partial class WatchedNamespace : INotifyPropertyChanged
{
    // What a version changes for whoever is bound to a key by the indexer, and to the keys as such.
    private static readonly PropertyChangedEventArgs Entries = new("Item[]");
    private static readonly PropertyChangedEventArgs[] Names = [new(nameof(Count)), new(nameof(Keys))];

    private readonly Lock _binding = new();
    private readonly List<(PropertyChangedEventHandler Handler, IDisposable Subscription)> _bound = [];

    /// <summary>
    /// Raised when a key changed (<c>Item[]</c>), and when one was created or removed (<see cref="Count"/>,
    /// <see cref="Keys"/>), on the thread that changed it and under no lock.
    /// </summary>
    public event PropertyChangedEventHandler? PropertyChanged
    {
        add => Bind(value);
        remove => Unbind(value);
    }

    /// <summary>Calls a listener with every change of a key from the next version on.</summary>
    /// <param name="listener">What is called, with this namespace and the change, in the order of the versions and
    /// under no lock. Of a version that changed several keys it hears each: first of those removed, then in the order
    /// of the keys.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    /// <remarks>As for a variable: a listener may change the namespace, which is heard after what it was called with,
    /// and what it throws goes to <see cref="Watching.Registry.OnFailure"/> and to the log.</remarks>
    public IDisposable OnChange(Action<WatchedNamespace, KeyChange> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Whole.Hear(version => TellEach(KeyChange.Of(version), change => listener(this, change)), listener);
    }

    // One that throws has to hear of the other keys all the same.
    [SuppressMessage("Design", "CA1031", Justification = "It is thrown again once all was told.")]
    private static void TellEach(IReadOnlyList<KeyChange> changes, Action<KeyChange> tell)
    {
        List<Exception> thrown = [];
        foreach (var change in changes)
        {
            try
            {
                tell(change);
            }
            catch (Exception error)
            {
                thrown.Add(error);
            }
        }

        if (thrown is [var only]) ExceptionDispatchInfo.Throw(only);
        if (thrown.Count > 1) throw new AggregateException(thrown);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "They listen for as long as the namespace is there.")]
    private void Listen(Action<WatchedNamespace, KeyChange> listener) => _ = OnChange(listener);

    private void Bind(PropertyChangedEventHandler? handler)
    {
        if (handler is null) return;
        var subscription = Whole.Hear(version => Raise(handler, version), handler);
        lock (_binding) _bound.Add((handler, subscription));
    }

    private void Unbind(PropertyChangedEventHandler? handler)
    {
        lock (_binding)
        {
            var last = _bound.FindLastIndex(one => one.Handler == handler);
            if (last < 0) return;
            _bound[last].Subscription.Dispose();
            _bound.RemoveAt(last);
        }
    }

    private void Raise(PropertyChangedEventHandler handler, Version<NamespaceSnapshot> version)
    {
        handler(this, Entries);
        if (KeyChange.Of(version).All(change => change.Kind == KeyChangeKind.Changed)) return;
        foreach (var name in Names) handler(this, name);
    }
}
