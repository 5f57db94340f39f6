using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Timeline.Navigating;

/// <summary>Whether what is found is the very same as what was found last.</summary>
/// <remarks>
/// The same object, the same text, or a struct with the same bits that holds nothing that can change. So it tells apart
/// whatever anybody can: also zeros of two signs, and times of one moment in two zones.
/// </remarks>
internal abstract class Sameness
{
    private static readonly ConcurrentDictionary<Type, Sameness?> Known = new();

    /// <summary>Gives the last one if the other is the very same, so that a reference tells.</summary>
    internal static object? Keep(object? now, object? last)
    {
        if (ReferenceEquals(now, last) || now is null || last is null) return now;
        if (now is string text) return last is string before && text == before ? last : now;
        return Between(now, last) is { IsOfFirm: true } sameness && sameness.AreSame(now, last) ? last : now;
    }

    /// <summary>Whether two boxes hold the same struct: the same bits, texts and objects, in which anything may have
    /// changed.</summary>
    internal static bool AreBoxesOfOne(object? now, object? last) =>
        now is not null && last is not null && Between(now, last) is { } sameness && sameness.AreSame(now, last);

    /// <summary>Whether what it compares holds nothing that can change.</summary>
    private protected abstract bool IsOfFirm { get; }

    private protected abstract bool AreSame(object left, object right);

    private static Sameness? Between(object now, object last) =>
        now is ValueType && now.GetType() == last.GetType() ? Of(now.GetType()) : null;

    private static Sameness? Of(Type type) =>
        Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, static it => Make(it));

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where code can be made at run time.")]
    private static Sameness? Make(Type type) => RuntimeFeature.IsDynamicCodeSupported
        ? (Sameness)Activator.CreateInstance(typeof(Sameness<>).MakeGenericType(type), true)!
        : null;
}
