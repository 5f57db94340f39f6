using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Timeline.Containers;

/// <summary>A base class for objects that record each mutation of their properties.</summary>
/// <remarks>
/// <para>
/// A property sets its field by <see cref="SetProperty"/>, and is recorded if it is one of those that
/// <see cref="ObjectContainer"/> tells. <see cref="Track.Object"/> gives the container, with the log, locks and all
/// else.
/// </para>
/// <para>
/// The log begins with the first mutation or the first look at the container, with what the object holds then, at the
/// time and by the actor of construction. A constructor sets fields, then: what it sets by properties are mutations of
/// an object that is only half there.
/// </para>
/// Threads: as of <see cref="TrackedContainer"/>.
/// </remarks>
public abstract class TrackedObject : INotifyPropertyChanged, INotifyPropertyChanging, IContainerHolder
{
    private readonly TrackingOptions _options;
    private readonly Birth _birth;
    private ObjectContainer? _container;

    /// <summary>An object.</summary>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    protected TrackedObject(TrackingOptions? options = null)
    {
        _options = options ?? TrackingOptions.Default;
        _birth = Birth.Now(_options);
    }

    /// <summary>Tells that a property has another value, once that is recorded.</summary>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>Tells that a property is about to have another value, once that is decided.</summary>
    public event PropertyChangingEventHandler? PropertyChanging;

    /// <inheritdoc/>
    ObjectContainer IContainerHolder.Container => Following.Kept(
        ref _container, this, () => new(this, ObjectShape.Of(GetType()), _options, _birth));

    /// <summary>Sets the field of a property, records that, and tells of it; does nothing if the field has the value
    /// already.</summary>
    /// <typeparam name="T">The type of the field.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="value">The value. A plain collection for a property that is declared as an interface becomes a
    /// tracked one, unless the options say otherwise.</param>
    /// <param name="propertyName">The name of the property, which the compiler gives.</param>
    /// <returns>Whether the field has another value now.</returns>
    /// <exception cref="InvalidOperationException">The property, the object, or what holds it is locked, or another
    /// mutation is under way; the field is as before, and nobody was told.</exception>
    /// <exception cref="ArgumentException">The value cannot be recorded; the field is as before, and nobody was
    /// told.</exception>
    protected bool SetProperty<T>(
        [NotNullIfNotNull(nameof(value))] ref T field, T value, [CallerMemberName] string? propertyName = null)
    {
        if (EqualityComparer<T>.Default.Equals(field, value)) return false;
        var container = ((IContainerHolder)this).Container;
        if (container.IsHushed || container.Find(propertyName) is not { } property)
        {
            OnPropertyChanging(propertyName);
            field = value;
            OnPropertyChanged(propertyName);
            return true;
        }

        var admitted = container.Decide(property, value, typeof(T));
        OnPropertyChanging(propertyName);
        container.Set(property, admitted, ref field);
        OnPropertyChanged(propertyName);
        return true;
    }

    /// <summary>Tells that a property is about to have another value.</summary>
    /// <param name="e">Which.</param>
    protected virtual void OnPropertyChanging(PropertyChangingEventArgs e)
    {
        ArgumentNullException.ThrowIfNull(e);
        PropertyChanging?.Invoke(this, e);
    }

    /// <summary>Tells that a property is about to have another value.</summary>
    /// <param name="propertyName">Which.</param>
    protected void OnPropertyChanging([CallerMemberName] string? propertyName = null) =>
        OnPropertyChanging(new PropertyChangingEventArgs(propertyName));

    /// <summary>Records what a property has become, if that is not done, and tells of it.</summary>
    /// <param name="e">Which; all of them if it has no name.</param>
    /// <exception cref="InvalidOperationException">It is locked, and was set back.</exception>
    /// <exception cref="ArgumentException">Its value cannot be recorded, and was set back.</exception>
    protected virtual void OnPropertyChanged(PropertyChangedEventArgs e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (_container is { HasBegun: true } begun && ReferenceEquals(begun.Target, this))
            _ = begun.Noticed(e.PropertyName);
        PropertyChanged?.Invoke(this, e);
    }

    /// <summary>Records what a property has become, if that is not done, and tells of it.</summary>
    /// <param name="propertyName">Which; all of them if it has no name.</param>
    protected void OnPropertyChanged([CallerMemberName] string? propertyName = null) =>
        OnPropertyChanged(new PropertyChangedEventArgs(propertyName));
}
