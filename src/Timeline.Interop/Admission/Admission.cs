using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Timeline.Isolation;
using Timeline.Objects;

namespace Timeline.Admission;

/// <summary>What a value goes through on its way into a variable and out of it again.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>
/// Immutable but for what it remembers to save time; any number of threads may use it. It holds no lock, and the
/// caller's code runs in it.
/// </remarks>
internal sealed class Admission<T>
{
    private readonly ImmutableArray<Rule<T>> _rules;
    private readonly ImmutableArray<Interceptor<T>> _interceptors;
    private readonly Isolation<T> _isolation;
    private readonly ILogger _log;

    // Nothing to ask, nothing to do: the value goes in as it is.
    private readonly bool _isOpen;

    // An interceptor changes values on the way out.
    private readonly bool _isOutward;

    // The last object that turned out to hold nothing that changes: what is read is mostly what was read before.
    private object? _settled;

    private Admission(
        string variable,
        ImmutableArray<Rule<T>> rules,
        ImmutableArray<Interceptor<T>> interceptors,
        Isolation<T> isolation,
        ILogger log)
    {
        (Variable, _rules, _interceptors, _isolation, _log) = (variable, rules, interceptors, isolation, log);
        _isOpen = rules.IsEmpty && interceptors.IsEmpty && isolation.IsIdentity;
        _isOutward = interceptors.Any(it => it.IsOutward);
        IsTransparent = isolation.IsIdentity && !_isOutward;
        NeedsAsync = rules.Any(it => it.IsAsync) || interceptors.Any(it => it.IsAsync);
    }

    /// <summary>The name of the variable, for errors.</summary>
    internal string Variable { get; }

    /// <summary>Whether <see cref="Release"/> gives what it is given: then a caller need not call it.</summary>
    internal bool IsTransparent { get; }

    /// <summary>Whether a rule or an interceptor has to be waited for.</summary>
    internal bool NeedsAsync { get; }

    /// <summary>The way in and out of a variable.</summary>
    /// <exception cref="IsolationException">The type says that its values cannot be isolated.</exception>
    internal static Admission<T> For(
        string variable,
        IEnumerable<Rule<T>>? rules = null,
        IEnumerable<Interceptor<T>>? interceptors = null,
        Isolation<T>? isolation = null,
        ILogger? log = null)
    {
        isolation ??= Isolation<T>.Automatic;
        ImmutableArray<Rule<T>> allRules = [.. rules ?? []];
        ImmutableArray<Interceptor<T>> allInterceptors = [.. interceptors ?? []];
        if (allRules.Contains(null!)) throw Missing("rules", nameof(rules));
        if (allInterceptors.Contains(null!)) throw Missing("interceptors", nameof(interceptors));
        try
        {
            isolation.Demand();
        }
        catch (IsolationFault fault)
        {
            throw new IsolationException(variable, TypeName.Of(typeof(T)), fault);
        }

        return new Admission<T>(variable, allRules, allInterceptors, isolation, log ?? NullLogger.Instance);

        ArgumentException Missing(string what, string parameter) =>
            new($"one of the {what} of '{variable}' is null", parameter);
    }

    /// <summary>The same with one more rule.</summary>
    internal Admission<T> With(Rule<T> rule) => new(Variable, _rules.Add(rule), _interceptors, _isolation, _log);

    /// <summary>What is to be kept of a value that is given.</summary>
    /// <exception cref="ValueRejectedException">Rules refuse it.</exception>
    /// <exception cref="InterceptorFailedException">An interceptor threw.</exception>
    /// <exception cref="IsolationException">It holds an object that cannot be copied.</exception>
    /// <exception cref="InvalidOperationException">Something has to be waited for.</exception>
    internal T Admit(T raw)
    {
        if (_isOpen) return raw;
        return TryAdmit(raw, out var kept) is { } refused ? throw refused.ToException(Variable, _log) : kept;
    }

    /// <summary>As <see cref="Admit"/>, but for what rules refuse.</summary>
    /// <returns>What speaks against the value; null if nothing does.</returns>
    internal Findings? TryAdmit(T raw, out T kept)
    {
        kept = raw;
        if (_isOpen) return null;
        if (NeedsAsync) throw Waiting();
        if (Find(raw) is { } found) return found;
        foreach (var interceptor in _interceptors) raw = interceptor.In(Variable, raw, _log);
        kept = Copy(raw);
        return null;
    }

    /// <summary>Why a value is refused, counted and said to the log.</summary>
    internal ImmutableArray<ValidationFailure> Refused(Findings found) => found.Refused(Variable, _log);

    /// <summary>As <see cref="Admit"/>, waiting for rules and interceptors that are asynchronous.</summary>
    /// <remarks>What is checked is the value as it is at the call, whatever becomes of it while it is waited.</remarks>
    internal async ValueTask<T> AdmitAsync(T raw, CancellationToken cancellation)
    {
        if (!NeedsAsync) return Admit(raw);
        cancellation.ThrowIfCancellationRequested();
        raw = Copy(raw);
        await CheckAsync(raw, cancellation).ConfigureAwait(false);
        foreach (var interceptor in _interceptors)
            raw = await interceptor.InAsync(Variable, raw, _log, cancellation).ConfigureAwait(false);
        return Copy(raw);
    }

    /// <summary>What is handed out of a value that is kept.</summary>
    /// <exception cref="InterceptorFailedException">An interceptor threw.</exception>
    /// <exception cref="IsolationException">It cannot be copied, though it was kept.</exception>
    internal T Release(T kept) => IsTransparent || (!_isOutward && IsSettled(kept)) ? kept : CopiedOut(kept);

    /// <summary>A kept value, to be kept once more, as it was handed out is checked by the rules again.</summary>
    /// <exception cref="ValueRejectedException">Rules refuse it.</exception>
    /// <exception cref="InvalidOperationException">A rule has to be waited for.</exception>
    internal T Readmit(T kept)
    {
        if (_rules.IsEmpty) return kept;
        if (_rules.Any(it => it.IsAsync)) throw Waiting();
        return Find(Release(kept)) is { } found ? throw found.ToException(Variable, _log) : kept;
    }

    /// <summary>As <see cref="Readmit"/>, waiting for rules that are asynchronous.</summary>
    internal async ValueTask<T> ReadmitAsync(T kept, CancellationToken cancellation)
    {
        if (!_rules.IsEmpty) await CheckAsync(Release(kept), cancellation).ConfigureAwait(false);
        return kept;
    }

    private Findings? Find(T raw)
    {
        Findings? found = null;
        foreach (var rule in _rules) found = rule.Check(raw, found);
        return found;
    }

    private async ValueTask CheckAsync(T raw, CancellationToken cancellation)
    {
        Findings? found = null;
        foreach (var rule in _rules)
            found = await rule.CheckAsync(raw, found, cancellation).ConfigureAwait(false);
        if (found is not null) throw found.ToException(Variable, _log);
    }

    private InvalidOperationException Waiting()
    {
        var names = _rules.Where(it => it.IsAsync).Select(it => $"the rule '{it.Name}'")
            .Concat(_interceptors.Where(it => it.IsAsync).Select(it => $"the interceptor '{it.Name}'"));
        return new InvalidOperationException(
            $"'{Variable}' cannot be set without waiting for {string.Join(" and ", names)}: "
                + "use WatchAsync, SetAsync and the other members that end in Async.");
    }

    private T CopiedOut(T kept)
    {
        var raw = Copy(kept);
        for (var i = _interceptors.Length - 1; i >= 0; i--) raw = _interceptors[i].Out(Variable, raw);
        return raw;
    }

    private bool IsSettled(T value) => !typeof(T).IsValueType && _settled is { } it && ReferenceEquals(value, it);

    private T Copy(T value)
    {
        if (IsSettled(value)) return value;
        try
        {
            var copy = _isolation.Copy(value);
            if (!typeof(T).IsValueType && _isolation.IsAutomatic && ReferenceEquals(copy, value)) _settled = value;
            return copy;
        }
        catch (IsolationFault fault)
        {
            throw new IsolationException(Variable, TypeName.Of(typeof(T)), fault);
        }
    }
}
