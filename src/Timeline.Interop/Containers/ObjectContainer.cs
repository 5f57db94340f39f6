using System.Collections.Immutable;
using System.ComponentModel;
using Timeline.ChangeLogs;
using Timeline.Collections;

namespace Timeline.Containers;

/// <summary>The container of an object: what its properties have, and had.</summary>
/// <remarks>
/// <para>
/// An object has one, which <see cref="Track.Object"/> gives, for as long as it lives. The content is a map of the
/// properties that are state, by their names in JSON: those of its contract for JSON that have a setter, and of those
/// without one what holds a container, a followed object or an observable collection. What only follows from other
/// properties is not recorded, nor is a command.
/// </para>
/// <para>
/// An entry of a property is <see cref="ChangeAction.Update"/> with the name of the property in code as its method.
/// Rolling back sets the properties by their setters, which records nothing more and tells whoever is bound to them.
/// </para>
/// Threads: as of <see cref="TrackedContainer"/>.
/// </remarks>
public sealed partial class ObjectContainer : TrackedContainer
{
    private readonly ObjectShape _shape;
    private readonly Birth _birth;
    private ObjectContent _content = null!;
    private PersistentMap<string, int> _propertyLocks = [];

    // Who sets properties to what the content says already wants to hear nothing of it.
    private int _hushed;

    // The property that is being set then, and whether the object has told of another.
    private ObjectProperty? _beingSet;
    private bool _hasMissed;

    internal ObjectContainer(object target, ObjectShape shape, TrackingOptions options, Birth birth)
        : base(options, ContainerKind.Object)
    {
        Target = target;
        _shape = shape;
        _birth = birth;
    }

    /// <summary>The object that it is the container of.</summary>
    public object Target { get; }

    /// <inheritdoc/>
    internal override ChangeContent State => _content;

    /// <inheritdoc/>
    private protected override string KindInWords => $"object {_shape.TypeName}";

    /// <summary>The properties that are recorded, in the order of JSON.</summary>
    internal ImmutableArray<ObjectProperty> Recorded { get; private set; } = [];

    /// <summary>Whether what the object tells is of the container's own doing.</summary>
    internal bool IsHushed => _hushed > 0;

    private TrackingOptions ForParts => Options with { Name = "", ConvertPlain = true };

    /// <inheritdoc/>
    internal override void Start()
    {
        var states = PersistentMap<string, PropertyState>.Empty;
        var recorded = ImmutableArray.CreateBuilder<ObjectProperty>();
        List<(ObjectProperty Property, object? Element)> converted = [];
        foreach (var property in _shape.Properties)
        {
            if (!property.IsState && !property.MayHold) continue;
            var value = property.Get(this);
            if (!property.IsState && !property.IsHolder && Child(value) is null) continue;
            var admitted = Admit(property, value, property.Type);
            if (property.MayHold && !ReferenceEquals(admitted.Element, value))
                converted.Add((property, admitted.Element));
            recorded.Add(property);
            states = states.Set(property.Name, new(admitted.Element, admitted.Record));
        }

        Recorded = recorded.ToImmutable();
        Begin(new ObjectContent(this, states), _birth);
        foreach (var child in ChildrenIn(_content)) Attach(child);
        SetConverted(converted);
        if (converted.Count > 0) _ = Noticed(null);
        if (Target is IContainerHolder || Target is not INotifyPropertyChanged model) return;
        model.PropertyChanged += (sender, told) => _ = IsCopy(sender) ? [] : Noticed(told.PropertyName);
        if (model is not INotifyPropertyChanging before) return;
        before.PropertyChanging += (sender, told) =>
        {
            if (!IsCopy(sender)) RequireCanChange(told.PropertyName);
        };
    }

    /// <summary>Whether who tells is a copy, made member by member and so with those who listen to the
    /// object.</summary>
    private bool IsCopy(object? sender) =>
        sender is not null && !ReferenceEquals(sender, Target) && sender.GetType() == Target.GetType();

    private void SetConverted(List<(ObjectProperty Property, object? Element)> converted)
    {
        Hush();
        try
        {
            foreach (var (property, element) in converted) property.Set(Target, element);
        }
        catch
        {
            foreach (var child in ChildrenIn(_content)) Detach(child);
            throw;
        }
        finally
        {
            _hushed--;
        }
    }

    /// <summary>The recorded property of a name in code; null for none.</summary>
    internal ObjectProperty? Find(string? name) =>
        name is not null && _shape.TryFind(name, out var property) && _content.Properties.ContainsKey(property.Name)
            ? property
            : null;

    /// <summary>Throws if a property may not be changed now.</summary>
    internal void RequireCanChange(string? name)
    {
        if (IsHushed || Find(name) is not { } property) return;
        using var turn = Mutate();
        RequirePropertyUnlocked(property);
    }

    /// <summary>Decides on a new value of a property, before anything is changed.</summary>
    /// <exception cref="InvalidOperationException">The property, the object, or what holds it is locked.</exception>
    /// <exception cref="ArgumentException">The value cannot be recorded.</exception>
    internal Admitted Decide(ObjectProperty property, object? value, Type declared)
    {
        using var turn = Mutate();
        RequirePropertyUnlocked(property);
        var admitted = Admit(property, value, declared);
        KeepConverted();
        return admitted;
    }

    /// <summary>Sets the field that a property is read from, and writes of it.</summary>
    internal void Set<T>(ObjectProperty property, Admitted admitted, ref T field)
    {
        using var turn = Mutate();
        RequirePropertyUnlocked(property);
        var before = field;
        var was = _content[property];
        Admitted now;
        field = (T)admitted.Element!;
        try
        {
            // The getter has the last word on what the property is.
            var read = property.Get(this);
            if (IsSame(property, was, read)) return;
            now = Equals(read, admitted.Element) ? AsItIs(admitted) : Admit(property, read, property.Type);
        }
        catch
        {
            field = before;
            throw;
        }

        Record(property, was, now);
    }

    private Admitted AsItIs(Admitted admitted)
    {
        if (Children.In(admitted.Element, admitted.Record) is not { } child) return admitted;
        RequireCanHold(child, "value");
        return admitted with { Record = child.State };
    }

    /// <summary>The value that a property gets for what was given, and what it is recorded as.</summary>
    private Admitted Admit(ObjectProperty property, object? value, Type declared)
    {
        if (value is null || !property.MayHold) return new(value, property.Record(value, this));
        var element = Options.ConvertInObjects && property.Type.IsAssignableFrom(declared)
            ? PlainConversion.Of(value, declared, ForParts)
            : value;
        var child = Child(element);
        RequireCanHold(child, "value");
        return new(element, child?.State ?? property.Record(element, this));
    }

    private TrackedContainer? Child(object? element) => Children.Of(element, Options, Options.ConvertInObjects);

    private void Record(ObjectProperty property, PropertyState was, Admitted now)
    {
        var after = _content.With(property.Name, now.Element, now.Record);
        Commit(after, ChangeAction.Update, property.NameInCode, property.Path, was.Record, now.Record);
        Attach(after[property].Child, hint: property.Name);
        Detach(was.Child);
        if (IsWatched) Notify(null, hasCountChanged: false);
    }

    /// <summary>A value that a property may have, and what it is recorded as.</summary>
    internal readonly record struct Admitted(object? Element, ChangeContent Record);
}
