using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Objects;
using Timeline.Persisting;

namespace Timeline.Watching;

/// <summary>
/// What the next value of a variable has to agree with besides its rules: how a container that is kept in one variable
/// sees to its parts.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal interface ITerms<T>
{
    /// <summary>Throws if a value may not follow the one there is. Called outside any lock, as rules are.</summary>
    /// <returns>What the answer rests on.</returns>
    object Agree(T now, T next, string action);

    /// <summary>Whether what an answer rested on still holds. Called under the lock, so it only looks.</summary>
    bool Holds(object basis);

    /// <summary>How the value is kept in a store or a file.</summary>
    IValueForm<T> Form(ObjectTree tree);

    /// <summary>What merging one history into another would come to.</summary>
    /// <exception cref="TimelineException">A part cannot be looked into; the message names it.</exception>
    Either<TimelineError, MergePreview<T>> PreviewMerge(History<T> ours, History<T> theirs, MergePolicy policy);
}
