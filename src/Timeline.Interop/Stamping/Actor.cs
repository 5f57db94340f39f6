using System.Runtime.CompilerServices;

namespace Timeline.Stamping;

/// <summary>Who acts: the name that goes into the stamp of every version made meanwhile.</summary>
/// <remarks>
/// The name follows the flow of execution: it is seen after an <c>await</c> and in tasks begun within the scope, and
/// not by other threads. Scopes nest. Safe to use from any thread.
/// </remarks>
public static class Actor
{
    private static readonly AsyncLocal<string?> Acting = new();

    // Asking who acts is a tenth of what a set costs, and in most programs nobody ever does.
    private static volatile bool HasActed;

    /// <summary>Who acts here; empty for nobody in particular.</summary>
    public static string Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasActed ? Acting.Value ?? "" : "";
    }

    /// <summary>Lets somebody act until what is returned is disposed of.</summary>
    /// <param name="name">Who; empty for nobody in particular.</param>
    /// <returns>The scope; disposing of it, once or again, lets whoever acted before act again.</returns>
    /// <exception cref="ArgumentNullException">There is no name.</exception>
    public static IDisposable As(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var scope = new Scope(Acting.Value);
        Acting.Value = name;
        HasActed = true;
        return scope;
    }

    private sealed class Scope(string? before) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            Acting.Value = before;
        }
    }
}
