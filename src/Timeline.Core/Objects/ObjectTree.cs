using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LanguageExt;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>
/// How .NET objects are seen as trees of members, elements and entries: by the contract that System.Text.Json has with
/// their types, so that names, attributes, converters and polymorphism mean here what they mean there.
/// </summary>
/// <remarks>
/// <para>Records, classes, structs, tuples, enums, every collection that System.Text.Json knows, the persistent
/// collections of this library, those of LanguageExt, and records, unions, options and collections of F# are looked
/// into. A type with a converter of its own is a leaf. An option is <c>null</c> or what it holds; a case of a union is
/// its name, or a map that names it in <c>$type</c>; a set is a list in the order of its texts.</para>
/// <para>What was seen of an immutable object is remembered for as long as the object lives, so that projecting the
/// next version of a state costs its new parts. Safe to share between threads. Make one for each set of options.</para>
/// </remarks>
public sealed class ObjectTree
{
    private readonly ConcurrentDictionary<Type, TypeView> _views = new();
    private readonly ImmutableTypes _immutable = new();

    /// <summary>A tree that follows the contract of some options.</summary>
    /// <param name="options">
    /// The options; they are copied. Give those of a source-generated context where there is no reflection. Unless they
    /// set a <see cref="JsonSerializerOptions.MaxDepth"/>, states are read as deep as <see cref="Value.MaximumDepth"/>.
    /// </param>
    /// <param name="compiled">
    /// Structs that lists and maps hold, where the program is compiled ahead of time; null for none.
    /// </param>
    public ObjectTree(JsonSerializerOptions options, IEnumerable<CompiledParts>? compiled = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Code = new PartCode([.. compiled ?? []]);
        Options = new JsonSerializerOptions(options);
        Options.Converters.Add(new ViewConverterFactory(this));
        Options.Converters.Add(new BigIntegerConverter());
        Options.TypeInfoResolver ??= PlatformContract();
        // 0 says nothing, for which the platform takes 64: less than what is seen and written here.
        if (Options.MaxDepth == 0) Options.MaxDepth = Value.MaximumDepth;
        Options.MakeReadOnly();
    }

    /// <summary>The tree of the platform's own contract, which also writes numbers that JSON has no form for.</summary>
    public static ObjectTree Default { get; } = new(new JsonSerializerOptions
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    });

    internal JsonSerializerOptions Options { get; }

    /// <summary>
    /// So many pairs of objects of a type are compared before code is made that compares them: that costs milliseconds.
    /// </summary>
    internal int PairsBeforeCode { get; init; } = 1000;

    /// <summary>
    /// So many pairs, or objects, one walk comes to before it remembers them: few graphs hold much in several places.
    /// </summary>
    internal int PairsBeforeMemory { get; init; } = 10_000;

    internal PartCode Code { get; }

    /// <summary>
    /// The options for JSON that others read: a text with half of a surrogate pair is refused, for JSON in UTF-8 has
    /// none, and it would be written as another one.
    /// </summary>
    internal JsonSerializerOptions Exchanged => field ??= MadeToExchange();

    /// <summary>Projects an object to a value.</summary>
    /// <typeparam name="T">The declared type of the object.</typeparam>
    /// <param name="seen">The object.</param>
    /// <returns>The value, or <see cref="TimelineError.ObjectUnreadable"/> with the path and the reason.</returns>
    /// <remarks>O(size), less what was seen before.</remarks>
    public Either<TimelineError, Value> ToValue<T>(T seen)
    {
        try
        {
            return new TreeWalk(this).Project(ViewOf(typeof(T)), seen);
        }
        catch (ObjectFault fault)
        {
            return fault.ToError();
        }
    }

    /// <summary>Reads an object out of a value.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="value">The value, as <see cref="ToValue"/> gives it.</param>
    /// <returns>The object, or <see cref="TimelineError.ObjectUnwritable"/> with the path and the reason.</returns>
    public Either<TimelineError, T> FromValue<T>(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        try
        {
            return Read(ViewOf(typeof(T)), value) is { } made ? (T)made : ObjectFault.Nothing(typeof(T)).ToUnwritable();
        }
        catch (ObjectFault fault)
        {
            return fault.ToUnwritable();
        }
    }

    /// <summary>Whether objects of a type can be seen, with all that their types say they hold.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>
    /// Nothing, or <see cref="TimelineError.ObjectUnreadable"/> with the path to the type that cannot.
    /// </returns>
    public Either<TimelineError, Unit> Check<T>() =>
        Checked<T>(new TypeCheck(this, false).Run, fault => fault.ToError());

    /// <summary>
    /// Whether objects of a type can be made of values again, with all that their types say they hold.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>
    /// Nothing, or <see cref="TimelineError.ObjectUnwritable"/> with the path to the member that nothing sets, or to
    /// the type that has no constructor to call, is abstract, or is a collection that nothing can be put into.
    /// </returns>
    /// <remarks>
    /// What only running it tells is not found: a constructor that refuses what it is given, a converter that does not
    /// read what it writes. Empty collections are made on the way.
    /// </remarks>
    public Either<TimelineError, Unit> CheckFromValue<T>() =>
        Checked<T>(new TypeCheck(this, true).Run, fault => fault.ToUnwritable());

    /// <summary>Whether a pattern can stand for a path of an object of a type, so that it is not mistyped.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="pattern">The pattern, of an option or a policy.</param>
    /// <returns>Nothing, or <see cref="TimelineError.PatternUnfit"/> with what there is instead.</returns>
    /// <remarks>
    /// What only an object tells is taken to fit: keys of maps, cases of a union or of a base type, what stands in a
    /// <see cref="Value"/> or behind a <c>**</c>.
    /// </remarks>
    public Either<TimelineError, Unit> Check<T>(PathPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Checked<T>(view => PatternCheck.Run(view, pattern.Steps), fault => fault.ToUnfit(pattern));
    }

    private JsonSerializerOptions MadeToExchange()
    {
        var options = new JsonSerializerOptions(Options);
        options.Converters.Add(new WellFormedTextConverter());
        options.Converters.Add(new WellFormedCharConverter());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// The contract for those who give none. In a program built without reflection it knows no type: each is refused by
    /// name, when it is asked for.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Built without reflection, it is not used.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Built without reflection, it is not used.")]
    private static IJsonTypeInfoResolver PlatformContract() => JsonSerializer.IsReflectionEnabledByDefault
        ? new DefaultJsonTypeInfoResolver()
        : JsonTypeInfoResolver.Combine();

    internal static bool IsRefusal(Exception error) =>
        error is not (ObjectFault or OutOfMemoryException or StackOverflowException or OperationCanceledException);

    internal static string ReasonOf(Exception error) =>
        error is System.Reflection.TargetInvocationException { InnerException: { } inner }
            ? ReasonOf(inner)
            : $"{error.GetType().Name}: {TimelineError.OnOneLine(Told(error).ReplaceLineEndings(" "))}";

    // The place that the platform appends is one in its own text; ours is told beside.
    private static string Told(Exception error) =>
        error is JsonException && error.Message.IndexOf(" Path: $", StringComparison.Ordinal) is > 0 and var end
            ? error.Message[..end]
            : error.Message;

    internal TypeView ViewOf(Type type) =>
        _views.TryGetValue(type, out var view) ? view : _views.GetOrAdd(type, TypeViews.Make(this, type));

    internal bool TryRemember(TypeView view, object seen, [MaybeNullWhen(false)] out Value value)
    {
        value = null;
        return IsKept(view, seen) && view.Known.TryGetValue(seen, out value);
    }

    /// <summary>Remembers what was seen of an object; false where the object may change.</summary>
    internal bool Remember(TypeView view, object seen, Value value)
    {
        if (!IsKept(view, seen)) return false;
        view.Known.AddOrUpdate(seen, value);
        return true;
    }

    /// <summary>Reads a part that was declared with a type; a fault names the innermost part that cannot be.</summary>
    internal static object? Read(TypeView declared, Value value) =>
        DeepStack.Run(value.Depth, () => ReadHere(declared, value));

    /// <summary>As <see cref="Read"/>, on the stack as it is.</summary>
    internal static object? ReadHere(TypeView declared, Value value)
    {
        ObjectFault refusal;
        try
        {
            return Attempt(declared, value);
        }
        catch (ObjectFault fault)
        {
            refusal = fault;
        }

        // Not within the handler: what is searched nests as deep as the value does.
        MisfitSearch.Run(declared, value);
        throw refusal;
    }

    /// <summary>As <see cref="Read"/>, without a search for the part at fault.</summary>
    internal static object? Attempt(TypeView declared, Value value)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return JsonSerializer.Deserialize(Json.ToUtf8(value), declared.Contract);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            throw new ObjectFault(declared.Type, Refusal.OfValue(declared, value, error), error);
        }
    }

    private bool IsKept(TypeView view, object seen) =>
        view is not LeafView && !view.Type.IsValueType && _immutable.Contains(seen.GetType());

    private Either<TimelineError, Unit> Checked<T>(Action<TypeView> check, Func<ObjectFault, TimelineError> tell)
    {
        try
        {
            check(ViewOf(typeof(T)));
            return Unit.Default;
        }
        catch (ObjectFault fault)
        {
            return tell(fault);
        }
    }
}
