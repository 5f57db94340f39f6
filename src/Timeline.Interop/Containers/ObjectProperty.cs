using System.Collections.Specialized;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Windows.Input;
using Timeline.ChangeLogs;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>A property of objects of a type, as the contract for JSON has it.</summary>
internal sealed class ObjectProperty
{
    private static readonly ChangeContent Nothing = ChangeContent.Of(Value.OfNull());

    private static readonly Type[] Holders =
    [
        typeof(TrackedContainer), typeof(INotifyPropertyChanged), typeof(INotifyCollectionChanged),
        typeof(IContainerHolder),
    ];

    private readonly MemberView _view;

    public ObjectProperty(MemberView view, PropertyInfo property)
    {
        _view = view;
        Property = property;
        Path = ValuePath.Root.Append(Name);
        IsState = property.SetMethod is not null;
        CanSet = IsState && !property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()
            .Contains(typeof(IsExternalInit));
        // What a command can do now is no state of the object that has it.
        var isSilent = property.PropertyType.IsValueType || property.PropertyType == typeof(string)
            || typeof(ICommand).IsAssignableFrom(property.PropertyType);
        IsHolder = !isSilent && Holders.Any(it => it.IsAssignableFrom(property.PropertyType));
        MayHold = !isSilent && (IsHolder || !property.PropertyType.IsSealed);
    }

    public PropertyInfo Property { get; }

    /// <summary>Its name in JSON, which is its key in the content and its step in paths.</summary>
    public string Name => _view.Name;

    /// <summary>Its name in code, which is that of its notices.</summary>
    public string NameInCode => Property.Name;

    public Type Type => Property.PropertyType;

    public ValuePath Path { get; }

    /// <summary>Whether it has a setter, of whatever visibility, so that it is state and not what follows from
    /// state.</summary>
    public bool IsState { get; }

    /// <summary>Whether it can be set after the object was made.</summary>
    public bool CanSet { get; }

    /// <summary>Whether all that it can have, has or is a container.</summary>
    public bool IsHolder { get; }

    /// <summary>Whether what it has may be or have a container.</summary>
    public bool MayHold { get; }

    /// <summary>What it has.</summary>
    /// <exception cref="ArgumentException">The getter throws.</exception>
    public object? Get(ObjectContainer container)
    {
        try
        {
            return _view.Contract.Get(container.Target);
        }
        catch (Exception thrown) when (ObjectTree.IsRefusal(thrown))
        {
            throw new ArgumentException(
                $"The property {NameInCode} of {container.Title} cannot be read: {thrown.Message}", thrown);
        }
    }

    /// <summary>Sets it, and passes on what the setter throws.</summary>
    public void Set(object target, object? value)
    {
        if (_view.Contract.Set is { } set) set(target, value);
        else Property.SetValue(target, value, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    /// <summary>What a value that has no container is recorded as.</summary>
    /// <exception cref="ArgumentException">It cannot be made a value.</exception>
    public ChangeContent Record(object? value, ObjectContainer container)
    {
        if (value is null) return Nothing;
        try
        {
            return ChangeContent.Of(new TreeWalk(ObjectTree.Default).Project(_view.Step, _view.Part, value));
        }
        catch (ObjectFault fault)
        {
            throw new ArgumentException(
                $"A value of type {value.GetType()} cannot be recorded of {container.Title}: "
                + $"{fault.ToError().Message} A property that is not to be recorded is marked with [JsonIgnore].",
                fault);
        }
    }
}
