namespace Timeline.Containers;

/// <summary>An object that has its container itself.</summary>
internal interface IContainerHolder
{
    /// <summary>The container, made when it is asked for first.</summary>
    ObjectContainer Container { get; }
}
