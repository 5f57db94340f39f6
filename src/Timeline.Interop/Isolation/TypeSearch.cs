namespace Timeline.Isolation;

/// <summary>Looks through all that a type says it holds for what can never be copied.</summary>
internal sealed class TypeSearch
{
    private const string Root = ".";

    private readonly HashSet<Type> _seen = [];
    private readonly Stack<(Type Type, string Path)> _open = new();

    internal void Run(Type root)
    {
        Meet(root, Root);
        while (_open.TryPop(out var it)) Look(it.Type, it.Path);
    }

    private void Look(Type type, string path)
    {
        if (Unchanging.IsKeptAsDeclared(type)) return;
        if (TypeRefusal.Of(type) is { } reason) throw new IsolationFault(type, reason, path);
        if (type.IsArray)
        {
            Meet(type.GetElementType()!, Under(path, "*"));
        }
        else if (Collections.Knows(type))
        {
            foreach (var part in type.GetGenericArguments()) Meet(part, Under(path, "*"));
        }
        else if (!Platform.IsOpaque(type))
        {
            foreach (var field in ObjectFields.Changing(type).Where(it => !InstanceFields.IsCleared(it)))
                Meet(field.FieldType, Under(path, InstanceFields.NameOf(field)));
        }
    }

    private static string Under(string path, string step) => path == Root ? step : $"{path}.{step}";

    private void Meet(Type type, string path)
    {
        if (_seen.Add(type)) _open.Push((type, path));
    }
}
