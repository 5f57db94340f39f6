using Timeline.Values;

namespace Timeline.Objects;

/// <summary>The steps that a walk has taken to where it stands.</summary>
/// <remarks>
/// They become a path only where one is asked for, and paths to neighbours share what they have in common: a walk
/// passes much more than it writes down. A mutable working space of one walk.
/// </remarks>
internal sealed class Trail
{
    private PathSegment[] _steps = [];
    private int _count;

    // The path of as many of the first steps as were asked for so far.
    private ValuePath _path = ValuePath.Root;
    private int _made;

    /// <summary>Where the walk stands.</summary>
    internal ValuePath Path
    {
        get
        {
            for (; _made < _count; _made++) _path = _path.Append(_steps[_made]);
            return _path;
        }
    }

    /// <summary>Goes one step further.</summary>
    internal void Enter(PathSegment step)
    {
        if (_count == _steps.Length) Array.Resize(ref _steps, Math.Max(4, 2 * _count));
        _steps[_count++] = step;
    }

    /// <summary>Goes back to before the last step.</summary>
    internal void Leave()
    {
        if (_made == _count--) (_path, _made) = (_path.Parent!, _count);
    }
}
