using LanguageExt;
using LanguageExt.UnsafeValueAccess;

namespace Timeline.Documents;

/// <summary>Takes outcomes apart where the next step waits for a store, and so cannot be bound.</summary>
internal static class Outcome
{
    /// <summary>Whether there is a value; one of the two results is what the outcome holds.</summary>
    public static bool TryGet<T>(this Either<TimelineError, T> outcome, out T value, out TimelineError error)
    {
        value = outcome.IsRight ? (T)outcome : default!;
        error = outcome.IsRight ? default! : (TimelineError)outcome;
        return outcome.IsRight;
    }

    /// <summary>The value, or null where there is none.</summary>
    public static T? OrNull<T>(this Option<T> option)
        where T : class
    {
        return option.IsSome ? option.ValueUnsafe() : null;
    }
}
