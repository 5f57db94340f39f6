using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Timeline.Admission;
using Timeline.Collections;
using Timeline.Observing;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Telemetry;

namespace Timeline.Watching;

/// <summary>Watched variables by name.</summary>
/// <remarks>
/// All members may be called from any thread at any time; asking takes no lock. Names are compared by ordinal; any text
/// but an empty or blank one is a name.
/// </remarks>
public sealed partial class Registry : IDisposable
{
    private readonly Lock _naming = new();
    private readonly RegistryOptions _options;
    private PersistentMap<string, WatchedVariable> _variables = [];
    private PruningTimer? _pruning;
    private bool _isDisposed;

    /// <summary>A registry without a variable.</summary>
    /// <param name="options">What its variables have in common; null for the default.</param>
    public Registry(RegistryOptions? options = null)
    {
        _options = options ?? new();
        Failures = new(_options.Logger);
        Meters.Registered.Add(this, static registry => ((Registry)registry).Population);
    }

    /// <summary>The registry of the process. It is never disposed of.</summary>
    public static Registry Default { get; } = new();

    /// <summary>All variables by name, in the order of registration, as of now.</summary>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public IReadOnlyDictionary<string, WatchedVariable> All => new OrderedDictionary<string, WatchedVariable>(
        InOrder(Variables).Select(variable => KeyValuePair.Create(variable.Name, variable)), StringComparer.Ordinal);

    /// <summary>Where it is said what nobody waits for; it throws nothing.</summary>
    internal ILogger Logger => Failures.Logger;

    private ObserverFailures Failures { get; }

    /// <summary>How many variables can be set through it.</summary>
    private int Population => Volatile.Read(ref _isDisposed) ? 0 : Volatile.Read(ref _variables).Count;

    private PersistentMap<string, WatchedVariable> Variables
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
            return Volatile.Read(ref _variables);
        }
    }

    /// <summary>Begins to watch a variable.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="name">The name, which must be free.</param>
    /// <param name="initial">The first value: version 0, labelled <c>initial</c>, which no listener hears of.</param>
    /// <param name="options">How to watch it; null for the default.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The name is blank, or taken.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule refuses the first value.</exception>
    /// <exception cref="NotSupportedException">Values of the type cannot be kept from being changed.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public Watched<T> Watch<T>(string name, T initial, WatchOptions<T>? options = null)
    {
        if (Variables.ContainsKey(Checked(name))) throw Naming.Taken(name, nameof(name));
        var variable = Unkept(name, initial, options);
        if (JournalOf(options) is { } journal) Blocking.Wait(() => AddAsync(variable, journal, default));
        else if (!TryAdd(variable, null)) throw Naming.Taken(name, nameof(name));
        return variable;
    }

    /// <summary>Begins to watch a variable under a name that may be taken.</summary>
    /// <typeparam name="T">The type of its values, which may be another than before, unless a store has values of
    /// that.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="initial">The first value. In a store that has a history of the name it is a version on top of that,
    /// labelled <c>initial</c>.</param>
    /// <param name="options">How to watch it; null for the default.</param>
    /// <returns>The new variable. One that had the name works on in memory, detached from the store it was kept
    /// in.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule refuses the first value.</exception>
    /// <exception cref="NotSupportedException">Values of the type cannot be kept from being changed.</exception>
    /// <exception cref="TimelineException">What a store has does not fit the type; the one that had the name keeps
    /// it.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public Watched<T> Overwrite<T>(string name, T initial, WatchOptions<T>? options = null)
    {
        _ = Variables;
        var variable = Unkept(Checked(name), initial, options);
        Blocking.Wait(() => ReplaceAsync(variable, JournalOf(options), default));
        return variable;
    }

    /// <summary>The variable of a name.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="name">The name.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="KeyNotFoundException">There is none; the message suggests names that are near.</exception>
    /// <exception cref="InvalidCastException">It is watched under another type; the message names both.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public Watched<T> Find<T>(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var variables = Variables;
        if (!variables.TryGetValue(name, out var variable)) throw Naming.Unknown(name, variables.Keys);
        return variable as Watched<T> ?? throw Naming.OtherType<T>(variable);
    }

    /// <summary>Finds the variable of a name and type.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="variable">The variable, if there is one.</param>
    /// <returns>Whether there is one of that name and type.</returns>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public bool TryFind<T>(string name, [NotNullWhen(true)] out Watched<T>? variable)
    {
        ArgumentNullException.ThrowIfNull(name);
        variable = Variables.TryGetValue(name, out var found) ? found as Watched<T> : null;
        return variable is not null;
    }

    /// <summary>Forgets a name. The variable works on in memory for whoever holds it; if it was kept in a store, all
    /// of it is written before, and its history stays there.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message suggests names that are near.</exception>
    /// <exception cref="HistoryStoreException">The store lacks something and cannot take it; the variable keeps name
    /// and store.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public void Unregister(string name) => Blocking.Wait(() => UnregisterAsync(name));

    /// <summary>Tells of everything that a listener throws, and of what else fails while nobody waits for it.</summary>
    /// <param name="hook">What is told. What it throws itself goes to the log.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable OnFailure(Action<ObserverFailure> hook) => Failures.Add(hook);

    /// <summary>Completes when what was set before is in the stores, and everybody who listens to any variable has
    /// heard of it.</summary>
    /// <param name="cancellation">Ends the waiting, not the writing or the delivery.</param>
    /// <returns>A task that ends when it is so; or with what a store threw, and then what it lacks is tried
    /// again.</returns>
    /// <exception cref="InvalidOperationException">It was called by a listener, which would wait for
    /// itself.</exception>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public ValueTask FlushAsync(CancellationToken cancellation = default) => new(
        Task.WhenAll(InOrder(Variables).Select(variable => variable.FlushAsync(cancellation).AsTask())));

    /// <summary>The values of all variables at one moment.</summary>
    /// <returns>The values: there was a moment between call and return when every variable had the one it
    /// shows.</returns>
    /// <remarks>O(n log n) in the number of variables; for a moment no variable can be set.</remarks>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public RegistrySnapshot Snapshot() => Cut(variables => new RegistrySnapshot(
        variables.ConvertAll(variable => variable.Capture())));

    /// <summary>The values of all variables as they were at an earlier time.</summary>
    /// <param name="time">The time, inclusive.</param>
    /// <returns>The values; variables that were not watched yet are left out.</returns>
    /// <exception cref="ObjectDisposedException">The registry was disposed of.</exception>
    public RegistrySnapshot SnapshotAt(DateTimeOffset time) => Snapshot().AsOf(time);

    /// <summary>Ends all variables of the registry: what listens is told so, and nothing can be set any more.</summary>
    /// <remarks>
    /// Values and histories can still be read. Once is enough. Detached variables are not ended. What is kept in a
    /// store is written before it returns; stores stay open.
    /// </remarks>
    /// <exception cref="AggregateException">Stores threw: they lack something, and closing can be tried
    /// again.</exception>
    public void Dispose() => Blocking.Wait(() => DisposeAsync().AsTask());

    private void End()
    {
        lock (_naming)
        {
            if (_isDisposed) return;
            Volatile.Write(ref _isDisposed, true);
        }

        _pruning?.Dispose();
        foreach (var variable in InOrder(_variables)) variable.Close();
        Logger.RegistryEnded(_variables.Count);
    }

    /// <summary>Applies retention to every variable that has one.</summary>
    internal void Prune()
    {
        foreach (var variable in Volatile.Read(ref _variables).Values.Where(variable => variable.HasRetention))
            variable.PruneQuietly();
    }

    /// <summary>What is done while no variable can be set.</summary>
    private TResult Cut<TResult>(Func<List<WatchedVariable>, TResult> done)
    {
        lock (_naming)
        {
            var variables = InOrder(Variables);
            try
            {
                // Always in the order of making: two cuts at once cannot wait for each other.
                foreach (var variable in variables) variable.Gate.Enter();
                return done(variables);
            }
            finally
            {
                foreach (var variable in variables.Where(variable => variable.Gate.IsHeldByCurrentThread))
                    variable.Gate.Exit();
            }
        }
    }

    private static List<WatchedVariable> InOrder(PersistentMap<string, WatchedVariable> variables) =>
        [.. variables.Values.OrderBy(variable => variable.Sequence)];

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }

    private Watched<T> Unkept<T>(string name, T initial, WatchOptions<T>? options)
    {
        var admission = WayIn(name, options ??= new());
        return new(admission, admission.Admit(initial), options, _options.Clock, Failures);
    }

    private async ValueTask<Watched<T>> UnkeptAsync<T>(
        string name, T initial, WatchOptions<T>? options, CancellationToken cancellation)
    {
        var admission = WayIn(name, options ??= new());
        var kept = await admission.AdmitAsync(initial, cancellation).ConfigureAwait(false);
        return new(admission, kept, options, _options.Clock, Failures);
    }

    private Admission<T> WayIn<T>(string name, WatchOptions<T> options) =>
        Admission<T>.For(name, options.Rules, options.Interceptors, options.Isolation, Logger);

    /// <summary>Gives a name to a variable, unless another than the one expected has it now.</summary>
    private bool TryAdd(WatchedVariable variable, WatchedVariable? expected)
    {
        lock (_naming)
        {
            var variables = Variables;
            if (!ReferenceEquals(variables.GetValueOrDefault(variable.Name), expected)) return false;
            Volatile.Write(ref _variables, variables.Set(variable.Name, variable));
            if (variable.HasRetention) _pruning ??= new(this, _options.Clock, _options.PruningInterval);
        }

        Logger.VariableWatched(variable.Name);
        return true;
    }

    private bool TryRemove(WatchedVariable variable)
    {
        lock (_naming)
        {
            var variables = Variables;
            if (!ReferenceEquals(variables.GetValueOrDefault(variable.Name), variable)) return false;
            Volatile.Write(ref _variables, variables.Remove(variable.Name));
        }

        Logger.VariableUnregistered(variable.Name);
        return true;
    }
}
