using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Timeline.Containers;

/// <summary>What all proxies of interfaces are: properties of their own, or those of another object.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "The classes of the proxies derive from it.")]
[SuppressMessage("Performance", "CA1812", Justification = "The classes of the proxies are made of it.")]
internal class ObjectProxy : DispatchProxy, INotifyPropertyChanged, INotifyPropertyChanging, IContainerHolder
{
    private ProxyShape _shape = null!;
    private object? _target;
    private object?[] _values = [];
    private ObjectContainer _container = null!;
    private PropertyChangedEventHandler? _changed;
    private PropertyChangingEventHandler? _changing;

    // Not by public members: a proxy of an interface that has them too would override them.
    event PropertyChangedEventHandler? INotifyPropertyChanged.PropertyChanged
    {
        add => _changed += value;
        remove => _changed -= value;
    }

    event PropertyChangingEventHandler? INotifyPropertyChanging.PropertyChanging
    {
        add => _changing += value;
        remove => _changing -= value;
    }

    ObjectContainer IContainerHolder.Container => _container;

    // Whoever tells of its changes itself is heard, and heard alone.
    private bool IsTold => _target is INotifyPropertyChanged;

    /// <summary>Begins to be one.</summary>
    internal void Begin(ProxyShape shape, object? target, TrackingOptions options)
    {
        _shape = shape;
        _target = target;
        _values = [.. shape.Defaults];
        _container = new(this, shape.Shape, options, Birth.Now(options));
        _container.Start();
        if (target is INotifyPropertyChanging before)
        {
            before.PropertyChanging += (_, told) =>
            {
                _container.RequireCanChange(told.PropertyName);
                _changing?.Invoke(this, told);
            };
        }

        if (target is not INotifyPropertyChanged after) return;
        after.PropertyChanged += (_, told) =>
        {
            _ = _container.Noticed(told.PropertyName);
            _changed?.Invoke(this, told);
        };
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (targetMethod.DeclaringType == typeof(INotifyPropertyChanged)
            || targetMethod.DeclaringType == typeof(INotifyPropertyChanging))
        {
            Hear(targetMethod, args![0]);
            return null;
        }

        if (!_shape.TryFind(targetMethod, out var property)) return Forward(targetMethod, args);
        if (args is not [var value]) return _target is null ? _values[property.Slot] : Call(targetMethod, args);
        if (_target is null) SetOwn(property, value);
        else SetTarget(property, targetMethod, value);
        return null;
    }

    private void SetOwn(ProxyShape.Accessor property, object? value)
    {
        ref var slot = ref _values[property.Slot];
        if (Equals(slot, value)) return;
        if (_container.IsHushed || _container.Find(property.Name) is not { } recorded)
        {
            _changing?.Invoke(this, new(property.Name));
            slot = value;
        }
        else
        {
            var admitted = _container.Decide(recorded, value, property.Type);
            _changing?.Invoke(this, new(property.Name));
            _container.Set(recorded, admitted, ref slot);
        }

        _changed?.Invoke(this, new(property.Name));
    }

    private void SetTarget(ProxyShape.Accessor property, MethodInfo setter, object? value)
    {
        if (!_container.IsHushed && _container.Find(property.Name) is { } recorded)
            _ = _container.Decide(recorded, value, property.Type);
        if (_target is not INotifyPropertyChanging) _changing?.Invoke(this, new(property.Name));
        _ = Call(setter, [value]);
        var changed = _container.Noticed(property.Name);
        if (!IsTold && (changed.Length > 0 || _container.IsHushed)) _changed?.Invoke(this, new(property.Name));
    }

    /// <summary>Calls a method of the other object, and sees what it has changed, also if it throws.</summary>
    private object? Forward(MethodInfo method, object?[]? args)
    {
        try
        {
            return Call(method, args);
        }
        finally
        {
            foreach (var property in _container.Noticed(null))
            {
                if (!IsTold) _changed?.Invoke(this, new(property.NameInCode));
            }
        }
    }

    private object? Call(MethodInfo method, object?[]? args) =>
        method.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, args, null);

    private void Hear(MethodInfo accessor, object? handler)
    {
        switch (handler, accessor.Name.StartsWith("add_", StringComparison.Ordinal))
        {
            case (PropertyChangedEventHandler changed, true):
                _changed += changed;
                break;
            case (PropertyChangedEventHandler changed, false):
                _changed -= changed;
                break;
            case (PropertyChangingEventHandler changing, true):
                _changing += changing;
                break;
            case (PropertyChangingEventHandler changing, false):
                _changing -= changing;
                break;
            default:
                break;
        }
    }
}
