using System.Reflection;
using System.Runtime.InteropServices;
using Timeline.Objects;

namespace Timeline.Isolation;

/// <summary>Why objects of a type cannot be copied.</summary>
internal static class TypeRefusal
{
    private static readonly (Type Base, string Reason)[] Reasons =
    [
        (typeof(Delegate), "a delegate holds on to variables that cannot be copied"),
        (typeof(Stream), "a stream stands for something outside"),
        (typeof(Task), "a task is work under way"),
        (typeof(Thread), "a thread is work under way"),
        (typeof(MemberInfo), "a type is part of the program, not a value"),
        (typeof(Assembly), "an assembly is part of the program, not a value"),
        (typeof(SafeHandle), "a handle belongs to the operating system"),
        (typeof(CriticalHandle), "a handle belongs to the operating system"),
        (typeof(GCHandle), "a handle belongs to the runtime"),
        (typeof(WaitHandle), "a handle belongs to the operating system"),
        (typeof(Exception), "an exception belongs to where it was thrown"),
    ];

    /// <summary>Why no object of a type, nor of one derived from it, can be copied; null if none is known.</summary>
    internal static string? Of(Type type)
    {
        if (type.IsPointer || type.IsFunctionPointer || type.IsByRefLike)
            return "a pointer says nothing of what it points to";
        if (type.IsCOMObject) return "it belongs to a component outside";
        if (Array.Find(Reasons, it => it.Base.IsAssignableFrom(type)).Reason is { } reason) return reason;
        if (IsFunction(type)) return "a function holds on to variables that cannot be copied";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>))
            return "it is still to be worked out";
        if (Collections.Knows(type)) return Collections.Refusal(type);
        if (typeof(IDisposable).IsAssignableFrom(type) || typeof(IAsyncDisposable).IsAssignableFrom(type))
            return "it is to be disposed of, and a copy would be too";
        var known = Platform.Base(type);
        if (type.IsArray || type.IsAbstract || Platform.IsOpaque(type)) return null;
        if (Platform.IsByFields(known)) return null;
        return type == known
            ? "it is a class of the platform that is not known to be one that can be copied"
            : $"it derives from {TypeName.Of(known)}, which is not known to be one that can be copied";
    }

    private static bool IsFunction(Type type)
    {
        for (var it = type; it is not null; it = it.BaseType)
        {
            if (FSharpTypes.IsFunction(it)) return true;
        }

        return false;
    }
}
