using System.Diagnostics;

namespace Timeline.Observing;

/// <summary>How a listener is called in words.</summary>
internal static class ListenerNames
{
    /// <summary>A delegate's method with its type, where the program still knows it, else the listener's
    /// type.</summary>
    public static string Of(object listener) =>
        listener is Delegate called && DiagnosticMethodInfo.Create(called) is { } method
            ? $"{method.DeclaringTypeName}.{method.Name}"
            : $"{listener.GetType()}";
}
