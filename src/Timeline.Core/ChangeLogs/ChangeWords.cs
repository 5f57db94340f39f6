using LanguageExt;

namespace Timeline.ChangeLogs;

/// <summary>How actions and kinds are written in JSON, in commands and in configuration. The words are the format: none
/// ever changes.</summary>
/// <remarks>Law: what reads a word gives what it is the word of. Pure; any thread may call it.</remarks>
public static class ChangeWords
{
    private static readonly string[] ActionWords =
        ["init", "add", "update", "remove", "replace", "lock", "unlock", "rolled-back"];

    private static readonly string[] KindWords = ["dictionary", "list", "set", "object"];

    /// <summary>The words of all actions, in the order of <see cref="ChangeAction"/>.</summary>
    public static IReadOnlyList<string> Actions => ActionWords;

    /// <summary>The words of all kinds, in the order of <see cref="ContainerKind"/>.</summary>
    public static IReadOnlyList<string> Kinds => KindWords;

    /// <summary>The word of an action. O(1).</summary>
    /// <param name="action">The action.</param>
    /// <returns>A word of small letters, such as <c>rolled-back</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    public static string Of(ChangeAction action) => (uint)action < (uint)ActionWords.Length
        ? ActionWords[(int)action]
        : throw new ArgumentOutOfRangeException(nameof(action), action, "There is no such action.");

    /// <summary>The word of a kind of container. O(1).</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>A word of small letters.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static string Of(ContainerKind kind) => (uint)kind < (uint)KindWords.Length
        ? KindWords[(int)kind]
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind.");

    /// <summary>The action that a word is of.</summary>
    /// <param name="word">As <see cref="Of(ChangeAction)"/> writes it.</param>
    /// <returns>The action; none for another word.</returns>
    public static Option<ChangeAction> ToAction(string word) =>
        Array.IndexOf(ActionWords, word) is var at and >= 0 ? (ChangeAction)at : Option<ChangeAction>.None;

    /// <summary>The kind that a word is of.</summary>
    /// <param name="word">As <see cref="Of(ContainerKind)"/> writes it.</param>
    /// <returns>The kind; none for another word.</returns>
    public static Option<ContainerKind> ToKind(string word) =>
        Array.IndexOf(KindWords, word) is var at and >= 0 ? (ContainerKind)at : Option<ContainerKind>.None;
}
