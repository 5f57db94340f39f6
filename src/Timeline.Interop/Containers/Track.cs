using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Timeline.Containers;

/// <summary>The containers of objects.</summary>
public static class Track
{
    /// <summary>The container of an object, which is followed from now on if it was not before.</summary>
    /// <param name="it">A <see cref="TrackedObject"/>, a proxy, or any object that tells of its changes
    /// (<see cref="INotifyPropertyChanged"/>).</param>
    /// <param name="options">How it is tracked, if it was not before; the defaults if null. A
    /// <see cref="TrackedObject"/> has those of its constructor.</param>
    /// <returns>The container, always the same one, which lives as long as the object.</returns>
    /// <exception cref="ArgumentException">It tells nothing, or leads back to itself, or a property cannot be
    /// read or recorded.</exception>
    /// <remarks>
    /// <para>
    /// An object that only tells what has changed is heard after the fact. What is refused then (by a lock, or because
    /// it cannot be recorded) is set back by the setter, and the exception goes through whoever tells to whoever set
    /// the property. An object that also tells before (<see cref="INotifyPropertyChanging"/>) is stopped by a lock
    /// before it sets anything.
    /// </para>
    /// O(properties) the first time, with all that is below; O(1) after. Safe to call from any thread. Objects are
    /// first looked at one at a time in a process: a getter that waits then for a thread that is about to follow
    /// another object would wait for ever.
    /// </remarks>
    [SuppressMessage("Naming", "CA1720", Justification = "An object is what it is.")]
    public static ObjectContainer Object(object it, TrackingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(it);
        return it switch
        {
            IContainerHolder holder => holder.Container,
            TrackedContainer => throw new ArgumentException(
                $"A {it.GetType()} is a container itself, and has none.", nameof(it)),
            INotifyPropertyChanged model => Following.Model(model, options ?? TrackingOptions.Default),
            _ => throw new ArgumentException(
                $"An object of type {it.GetType()} does not tell of its changes: derive it from TrackedObject, let it "
                + "implement INotifyPropertyChanged, or wrap it with Track.Proxy.", nameof(it)),
        };
    }

    /// <summary>A new object that implements an interface of properties, each of which has the default value of its
    /// type at first, and records what they are set to.</summary>
    /// <typeparam name="TInterface">The interface. If it has methods, it needs an object to forward them
    /// to.</typeparam>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    /// <returns>The object, which also tells of its changes, by <see cref="INotifyPropertyChanged"/> and
    /// <see cref="INotifyPropertyChanging"/>. Its properties are set as <see cref="TrackedObject.SetProperty"/>
    /// does.</returns>
    /// <exception cref="ArgumentException">It is no interface, or has members that are no properties; the message names
    /// them.</exception>
    [RequiresDynamicCode("The object is of a class that is made at run time.")]
    [RequiresUnreferencedCode("Properties of the interface are read by reflection.")]
    public static TInterface Proxy<TInterface>(TrackingOptions? options = null)
        where TInterface : class => Proxied<TInterface>(null, options);

    /// <summary>A new object that implements an interface by another object, and records what becomes of the properties
    /// of the interface.</summary>
    /// <typeparam name="TInterface">The interface.</typeparam>
    /// <param name="target">The other object, which is changed by this one alone, unless it tells of its changes
    /// itself.</param>
    /// <param name="options">How it is tracked; the defaults if null.</param>
    /// <returns>The object. All members are forwarded; what a method changes is recorded when it has ended.</returns>
    /// <exception cref="ArgumentException">It is no interface, or a property cannot be read or recorded.</exception>
    [RequiresDynamicCode("The object is of a class that is made at run time.")]
    [RequiresUnreferencedCode("Properties of the interface are read by reflection.")]
    public static TInterface Proxy<TInterface>(TInterface target, TrackingOptions? options = null)
        where TInterface : class
    {
        ArgumentNullException.ThrowIfNull(target);
        return Proxied(target, options);
    }

    [RequiresDynamicCode("The object is of a class that is made at run time.")]
    [RequiresUnreferencedCode("Properties of the interface are read by reflection.")]
    private static TInterface Proxied<TInterface>(TInterface? target, TrackingOptions? options)
        where TInterface : class
    {
        var shape = ProxyShape.Of(typeof(TInterface));
        if (target is null) shape.RequireNothingButProperties();
        var proxy = DispatchProxy.Create<TInterface, ObjectProxy>();
        ((ObjectProxy)(object)proxy).Begin(shape, target, options ?? TrackingOptions.Default);
        return proxy;
    }
}
