using System.Reflection;

namespace Timeline.Isolation;

/// <summary>Fields of a type, by reflection: where no code can be made at run time.</summary>
internal sealed class ReflectedFields(Type type) : ObjectFields
{
    private readonly FieldInfo[] _fields = [.. Changing(type)];

    internal override bool AreNone => _fields.Length == 0;

    internal override void Copy(object copy, CopyWalk walk)
    {
        foreach (var field in _fields)
        {
            var held = InstanceFields.IsCleared(field) ? null : field.GetValue(copy);
            if (held is not null && field.FieldType.IsValueType)
                new ReflectedFields(held.GetType()).Copy(held, walk);
            else
                held = walk.Copy(held);
            field.SetValue(copy, held);
        }
    }

    internal override void Visit(object original, CopyWalk walk)
    {
        foreach (var field in _fields)
        {
            var held = field.GetValue(original);
            if (held is not null && field.FieldType.IsValueType)
                new ReflectedFields(held.GetType()).Visit(held, walk);
            else
                walk.Visit(held);
        }
    }
}
