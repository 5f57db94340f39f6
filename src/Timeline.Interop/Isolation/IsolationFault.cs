using System.Diagnostics.CodeAnalysis;
using Timeline.Objects;

namespace Timeline.Isolation;

/// <summary>That something cannot be copied, on its way to who knows the variable.</summary>
/// <remarks>Never leaves this room: it becomes an <see cref="IsolationException"/>.</remarks>
[SuppressMessage("Design", "CA1032", Justification = "It is made here only, and always with a type.")]
[SuppressMessage("Design", "CA1064", Justification = "It never leaves this room.")]
internal sealed class IsolationFault(Type type, string reason, string path = ".", Exception? cause = null)
    : Exception(reason, cause)
{
    /// <summary>The type of what cannot be copied.</summary>
    internal Type Type { get; } = type;

    /// <summary>Where it is, in the dotted form of paths.</summary>
    internal string Path { get; } = path;

    /// <summary>What is wrong, as a clause.</summary>
    internal string Words => Path == "." ? Message : $"{Path} ({TypeName.Of(Type)}): {Message}";

    internal IsolationFault At(string path) => new(Type, Message, path, InnerException);
}
