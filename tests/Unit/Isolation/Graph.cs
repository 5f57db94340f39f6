using System.Collections;
using System.Reflection;
using System.Text;

namespace Timeline.Tests.Unit.Isolation;

/// <summary>Looks at objects as nothing in the library does: every field by reflection, whatever the type.</summary>
internal static class Graph
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What can be seen of a value, the sharing of objects in it included.</summary>
    public static string Describe(object? root)
    {
        var (text, numbers) = (new StringBuilder(), new Dictionary<object, int>(ReferenceEqualityComparer.Instance));
        Write(root);
        return text.ToString();

        void Write(object? it)
        {
            if (it is null || it is string || it.GetType().IsPrimitive)
            {
                text.Append(it ?? "null").Append(' ');
                return;
            }

            if (!it.GetType().IsValueType && !numbers.TryAdd(it, numbers.Count))
            {
                text.Append('#').Append(numbers[it]).Append(' ');
                return;
            }

            text.Append(it.GetType().Name).Append('(');
            foreach (var part in it is IEnumerable all ? all.Cast<object?>() : Fields(it)) Write(part);
            text.Append(')');
        }
    }

    /// <summary>The objects that two values have in common and that can change.</summary>
    public static IEnumerable<object> Shared(object one, object other) =>
        Reached(one).Intersect(Reached(other), ReferenceEqualityComparer.Instance)
            .Where(it => it is not string and not IEqualityComparer && !it!.GetType().Name.Contains("Comparer", StringComparison.Ordinal))
            .Where(it => it is Array { Length: > 0 } || CanChange(it!.GetType())).Select(it => it!);

    private static bool CanChange(Type type) => !type.IsArray && !type.IsValueType
        && AllFields(type).Any(it => !it.IsInitOnly) && !IsOthers(type, "System") && !IsOthers(type, "LanguageExt");

    // What is shared of theirs is empty, or shows by the arrays in it.
    private static bool IsOthers(Type type, string space) =>
        type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true;

    private static HashSet<object?> Reached(object root)
    {
        HashSet<object?> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object?> open = new([root]);
        while (open.TryPop(out var it))
        {
            if (it is null or string or Type or Delegate or Pointer || it.GetType().IsPrimitive) continue;
            if (!it.GetType().IsValueType && !seen.Add(it)) continue;
            if (it is Array array && array.GetType().GetElementType()!.IsPrimitive) continue;
            foreach (var part in it is Array all ? all.Cast<object?>() : Fields(it)) open.Push(part);
        }

        return seen;
    }

    private static IEnumerable<object?> Fields(object it) => AllFields(it.GetType()).Select(field => field.GetValue(it));

    private static IEnumerable<FieldInfo> AllFields(Type type)
    {
        for (var it = type; it is not null; it = it.BaseType)
        {
            foreach (var field in it.GetFields(Own).Where(field => !field.FieldType.IsPointer)) yield return field;
        }
    }
}
