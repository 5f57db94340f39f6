using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Timeline.Histories;
using Timeline.Locking;
using Timeline.Objects;
using Timeline.Telemetry;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>The history of one variable, kept in a store.</summary>
/// <remarks>
/// <para>Under the variable's lock a change is accepted (<see cref="Accept"/>), which neither waits nor runs anybody's
/// code; outside of it, it is committed (<see cref="CommitAsync"/>). Who commits first writes for all that wait, in
/// one append.</para>
/// <para>Laws: what was acknowledged is in the store; with <see cref="Durability.Each"/> nobody sees what is not. Where
/// a writing fails, all that waited fail and the branches are what the store has; with
/// <see cref="Durability.Grouped"/> they wait for the next one. Where it is not known whether a writing took effect,
/// the store is asked before anything else is accepted; or, with a group, written.</para>
/// </remarks>
/// <typeparam name="T">The type of the variable.</typeparam>
internal sealed partial class Journal<T> : IAsyncDisposable
{
    private readonly string _variable;
    private readonly JournalOptions _options;
    private readonly ILogger _log;
    private readonly Durability.Group? _group;
    private readonly IValueForm<T> _form;
    private readonly Sealer _sealer;
    private readonly Shelf<T> _shelf;
    private readonly ITimer? _timer;
    private readonly List<JournalEntry<T>> _waiting = [];

    private Gate _gate = new();
    private Action<IReadOnlyList<Version<T>>>? _moved;
    private Branches<T> _durable;
    private Branches<T> _accepted;
    private JournalEntry<T>[]? _inDoubt;
    private Task<Exception?>? _round;
    private Task? _held;
    private Exception? _overtaken;
    private int _failures;
    private bool _isClosed;
    private bool _isLetGo;

    private Journal(
        string variable,
        JournalOptions options,
        TimeProvider clock,
        ILogger log,
        IValueForm<T>? form,
        Branches<T> branches)
    {
        _log = log;
        _variable = variable;
        _options = options;
        _group = options.Durability as Durability.Group;
        _form = form ?? new ObjectForm<T>(options.Tree ?? ObjectTree.Default);
        _sealer = new Sealer(options.Sealing);
        _shelf = new Shelf<T>(options.Store, StoreName.Of(options.Prefix, variable), _sealer, Prepare);
        _durable = _accepted = branches;
        if (_group is not null)
            _timer = clock.CreateTimer(_ => FlushByClock(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The branches with all that was accepted: what the next change goes on from.</summary>
    public Branches<T> Accepted => _accepted;

    /// <summary>The branches that everybody may see.</summary>
    public Branches<T> Visible => _group is null ? _durable : _accepted;

    /// <summary>Whether what is accepted is seen at once, and not only when it is durable.</summary>
    public bool ShowsAtOnce => _group is not null;

    /// <summary>How many changes wait to be written.</summary>
    public int Waiting
    {
        get
        {
            using (_gate.Hold()) return _waiting.Count;
        }
    }

    /// <summary>How many writings have failed one after the other.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Whether a change can be accepted now; else <see cref="MakeReadyAsync"/> comes first.</summary>
    public bool IsReady => !_isClosed && !_isLetGo && _overtaken is null && _held is null
        && (_inDoubt is null || ShowsAtOnce) && !(_waiting.Count >= _group?.MaximumVersions);

    /// <summary>Opens the history of a variable in a store, or begins it there.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="options">Where and how it is kept.</param>
    /// <param name="initial">The branches to begin with where the store has none; else they are passed over.</param>
    /// <param name="clock">What delays are counted by.</param>
    /// <param name="log">Where it is said what becomes of it; it throws nothing.</param>
    /// <param name="form">How its values become data and back; null for objects of the options' tree.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="TimelineException">The type cannot be kept, or what is kept does not fit it.</exception>
    public static async ValueTask<Journal<T>> OpenAsync(
        string variable,
        JournalOptions options,
        Branches<T> initial,
        TimeProvider clock,
        ILogger? log = null,
        IValueForm<T>? form = null,
        CancellationToken cancellation = default)
    {
        var journal = new Journal<T>(variable, options, clock, log ?? NullLogger.Instance, form, initial);
        try
        {
            journal._form.Check(variable);
            await journal.LoadAsync(initial, cancellation).ConfigureAwait(false);
            journal.SayOpened();
            return journal;
        }
        catch
        {
            journal.Release();
            throw;
        }
    }

    /// <summary>Binds the journal to its variable, before anything is accepted.</summary>
    /// <param name="gate">The variable's lock.</param>
    /// <param name="moved">Called under the lock whenever <see cref="Accepted"/> or <see cref="Visible"/> has changed
    /// otherwise than by <see cref="Accept"/>, with the versions that this shows to everybody, in order.</param>
    public void Attach(Gate gate, Action<IReadOnlyList<Version<T>>> moved)
    {
        _gate = gate;
        _moved = moved;
    }

    /// <summary>The value as it will be stored. This runs code of its type, so it is called outside the lock.</summary>
    /// <exception cref="TimelineException">It cannot be seen; the message names the path.</exception>
    public Value Prepare(T value) => _form.ToValue(_variable, value);

    /// <summary>Takes a change. The caller holds the lock and has seen <see cref="IsReady"/>.</summary>
    /// <param name="after">The branches after the change.</param>
    /// <param name="version">The version it made; null where it only moved a branch.</param>
    /// <param name="data">What <see cref="Prepare"/> gave for the version's value.</param>
    /// <returns>What to commit, once the lock is let go.</returns>
    public JournalEntry<T> Accept(Branches<T> after, Version<T>? version = null, Value? data = null)
    {
        var entry = new JournalEntry<T>(after, version, data);
        _waiting.Add(entry);
        _accepted = after;
        return entry;
    }

    /// <summary>Writes what waits, once more where that failed; of what is in doubt the store is asked. Does nothing
    /// where the variable has let go of the journal.</summary>
    /// <param name="cancellation">Gives up waiting; what is being written still is.</param>
    /// <exception cref="Exception">What the store threw; nothing was accepted.</exception>
    public async Task MakeReadyAsync(CancellationToken cancellation = default)
    {
        Task? held;
        using (_gate.Hold())
        {
            if (_isLetGo) return;
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_overtaken is not null) Throw(_overtaken);
            if (IsReady) return;
            held = _held;
        }

        if (held is not null) await held.WaitAsync(cancellation).ConfigureAwait(false);
        else Throw(await RoundAsync().WaitAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>As <see cref="MakeReadyAsync"/>, for those who cannot wait otherwise.</summary>
    public void MakeReady() => MakeReadyAsync().GetAwaiter().GetResult();

    /// <summary>Gives up the content of versions that a rule does not keep.</summary>
    /// <remarks>Changes wait meanwhile. Of a sealed history some more versions are kept, which kept ones are patched
    /// from.</remarks>
    /// <param name="retention">The rule.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>How many versions went; none where the variable has let go of the journal.</returns>
    public async Task<int> PruneAsync(Retention retention, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var count = 0;
        _ = await TryHoldAsync(Prune, cancellation).ConfigureAwait(false);
        return count;

        async Task<bool> Prune()
        {
            var dropped = JournalPruning.Dropped(_durable, retention, now);
            var pruned = await _shelf.PruneAsync(_durable, dropped, cancellation).ConfigureAwait(false);
            using (_gate.Hold())
            {
                _durable = _accepted = pruned;
                _moved?.Invoke([]);
            }

            count = dropped.Count;
            return true;
        }
    }

    /// <summary>Lets go of the store, which stays open, for good: the variable is on its own.</summary>
    /// <remarks>Where another writer came first, what waits can never be written, and is given up.</remarks>
    /// <param name="replace">Runs when all is written, while changes wait; says whether to let go.</param>
    /// <param name="detach">Called under the lock, where it is let go of.</param>
    /// <returns>What <paramref name="replace"/> said; false, without asking, where it was let go of before.</returns>
    /// <exception cref="Exception">What the store threw, or <paramref name="replace"/>; all is as it was.</exception>
    public async Task<bool> TryLetGoAsync(Func<Task<bool>> replace, Action detach)
    {
        bool isOvertaken;
        using (_gate.Hold()) isOvertaken = _overtaken is not null && !_isLetGo;
        return await (isOvertaken ? LetGoAsync() : TryHoldAsync(LetGoAsync, CancellationToken.None))
            .ConfigureAwait(false);

        async Task<bool> LetGoAsync()
        {
            if (!await replace().ConfigureAwait(false)) return false;
            using (_gate.Hold())
            {
                _isLetGo = true;
                foreach (var entry in _waiting) entry.Settle(_overtaken);
                _waiting.Clear();
                detach();
            }

            Release();
            return true;
        }
    }

    /// <summary>Writes what waits and lets go of all; the store stays open.</summary>
    /// <exception cref="Exception">What the store threw: some versions are not written, and closing can be tried
    /// again.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        await FlushAsync().ConfigureAwait(false);
        while (!TryClose(out var held)) await held.ConfigureAwait(false);
        Release();
    }

    private async ValueTask LoadAsync(Branches<T> initial, CancellationToken cancellation)
    {
        using var activity = Activities.Start(TelemetryNames.OpenActivity, _variable);
        try
        {
            await LoadOrBeginAsync(initial, cancellation).ConfigureAwait(false);
            activity.Count(_durable.Head.Count);
        }
        catch (Exception thrown) when (activity.Failed(thrown))
        {
            throw;
        }
    }

    private async ValueTask LoadOrBeginAsync(Branches<T> initial, CancellationToken cancellation)
    {
        if (await TryLoadAsync(cancellation).ConfigureAwait(false)) return;
        var made = new Dictionary<Version<T>, Value?>();
        var refusal = await _shelf.AppendAsync(null, initial, made).ConfigureAwait(false);

        // Another program began it in the meantime: theirs counts.
        if (refusal is not null && !await TryLoadAsync(cancellation).ConfigureAwait(false))
            throw new TimelineException(refusal);
    }

    private async ValueTask<bool> TryLoadAsync(CancellationToken cancellation)
    {
        var reader = new HistoryReader<T>(_options.Store, _shelf.Name, _sealer, _form);
        if (await reader.ReadAsync(cancellation).ConfigureAwait(false) is not { } read) return false;
        _shelf.Hold(read);
        _durable = _accepted = read.Branches;
        return true;
    }

    /// <summary>Does something while nothing is accepted and nothing waits to be written.</summary>
    /// <returns>What it said; false, without doing it, where the variable has let go of the journal.</returns>
    private async Task<bool> TryHoldAsync(Func<Task<bool>> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!TryHold(done.Task))
        {
            if (Volatile.Read(ref _isLetGo)) return false;
            await MakeReadyAsync(cancellation).ConfigureAwait(false);
        }

        try
        {
            await FlushAsync(cancellation).ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        finally
        {
            using (_gate.Hold()) _held = null;
            done.SetResult();
        }
    }

    private bool TryHold(Task done)
    {
        using (_gate.Hold())
        {
            if (!IsReady) return false;
            _held = done;
            return true;
        }
    }

    /// <summary>Closes, unless the store is at work, as when it prunes: its owner may close it right after.</summary>
    private bool TryClose([NotNullWhen(false)] out Task? held)
    {
        using (_gate.Hold())
        {
            held = _held;
            return _isClosed = held is null;
        }
    }

    private void Release()
    {
        _timer?.Dispose();
        _sealer.Dispose();
    }

    private static void Throw(Exception? exception)
    {
        if (exception is not null) ExceptionDispatchInfo.Throw(exception);
    }
}
