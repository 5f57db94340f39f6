using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Timeline.Admission;

/// <summary>What a value has to satisfy to be taken by a variable: a name, and what tells the reasons.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>
/// Every rule of a variable is asked, so that all reasons are told at once. A rule sees the value as it was given,
/// before interceptors; it is called by whoever sets, without a lock, maybe by many threads at once, and has to leave
/// the value as it is. One that throws refuses. Immutable and safe to share between threads and variables.
/// </remarks>
public abstract class Rule<T>
{
    private protected Rule(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>What the rule is called in failures.</summary>
    public string Name { get; }

    /// <summary>Whether the rule is asynchronous, so that values are set with <c>SetAsync</c>.</summary>
    public virtual bool IsAsync => false;

    /// <summary>A rule that is a condition, and whose name is the reason.</summary>
    /// <param name="name">The reason, for example <c>must be positive</c>.</param>
    /// <param name="holds">Whether a value is right.</param>
    /// <returns>The rule.</returns>
    public static Rule<T> That(string name, Func<T, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        return new ReasonRule<T>(name, value => holds(value) ? null : name);
    }

    /// <summary>A rule that gives at most one reason.</summary>
    /// <param name="name">What the rule is called.</param>
    /// <param name="reason">Why a value is refused; null if it is right.</param>
    /// <returns>The rule.</returns>
    public static Rule<T> Of(string name, Func<T, string?> reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new ReasonRule<T>(name, reason);
    }

    /// <summary>A rule that lists every reason.</summary>
    /// <param name="name">What the rule is called.</param>
    /// <param name="reasons">Why a value is refused; nothing if it is right.</param>
    /// <returns>The rule.</returns>
    public static Rule<T> Listing(string name, Func<T, IEnumerable<string>> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return new ReasonsRule<T>(name, reasons);
    }

    /// <summary>An asynchronous rule that gives at most one reason.</summary>
    /// <param name="name">What the rule is called.</param>
    /// <param name="reason">Why a value is refused; null if it is right. What it cancels is passed on.</param>
    /// <returns>The rule.</returns>
    public static Rule<T> OfAsync(string name, Func<T, CancellationToken, ValueTask<string?>> reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new AsyncRule<T>(name, async (value, found, cancellation) =>
            Findings.Add(found, name, await reason(value, cancellation).ConfigureAwait(false)));
    }

    /// <summary>An asynchronous rule that lists every reason.</summary>
    /// <param name="name">What the rule is called.</param>
    /// <param name="reasons">Why a value is refused; nothing if it is right. What it cancels is passed on.</param>
    /// <returns>The rule.</returns>
    public static Rule<T> ListingAsync(
        string name, Func<T, CancellationToken, ValueTask<IEnumerable<string>>> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return new AsyncRule<T>(name, async (value, found, cancellation) =>
            Findings.Add(found, name, await reasons(value, cancellation).ConfigureAwait(false)));
    }

    /// <summary>
    /// The rules that the types of the model carry themselves: every <see cref="ValidationAttribute"/> of a type, of
    /// its properties, and of the parameters of a record's constructor, and every <see cref="IValidatableObject"/>, of
    /// the value and of all that hangs on it: nested objects, elements of collections, values of entries.
    /// </summary>
    /// <returns>The rule, whose name is <c>annotations</c>.</returns>
    /// <remarks>
    /// As with <see cref="Validator"/>, of a property that is required and missing nothing else is said; otherwise
    /// everything is asked, also of a type some of whose properties are wrong. What is seen twice is asked once. An
    /// object that a property makes anew whenever it is read is not looked into. O(objects).
    /// </remarks>
    [RequiresUnreferencedCode("Attributes and properties of the model are read by reflection.")]
    public static Rule<T> Annotations() => new ModelRule<T>();

    /// <summary>Adds what speaks against a value to what was found so far; what it throws does as well.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "It is kept as the cause of the refusal.")]
    internal Findings? Check(T value, Findings? found)
    {
        try
        {
            return Find(value, found);
        }
        catch (Exception error)
        {
            return Findings.AddThrown(found, Name, error);
        }
    }

    /// <inheritdoc cref="Check"/>
    [SuppressMessage("Design", "CA1031", Justification = "It is kept as the cause of the refusal.")]
    internal async ValueTask<Findings?> CheckAsync(T value, Findings? found, CancellationToken cancellation)
    {
        if (!IsAsync) return Check(value, found);
        try
        {
            return await FindAsync(value, found, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Findings.AddThrown(found, Name, error);
        }
    }

    private protected abstract Findings? Find(T value, Findings? found);

    private protected virtual ValueTask<Findings?> FindAsync(
        T value, Findings? found, CancellationToken cancellation) => new(Find(value, found));
}
