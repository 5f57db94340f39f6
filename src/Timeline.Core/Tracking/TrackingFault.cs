namespace Timeline.Tracking;

/// <summary>What kind of thing went wrong with a variable.</summary>
public enum TrackingFault
{
    /// <summary>A path that cannot be read as one, or a step that leads nowhere: no such member or key, a member that
    /// cannot be set, a value of the wrong type, a getter that throws.</summary>
    Path,

    /// <summary>No variable has this id.</summary>
    NotFound,

    /// <summary>A call with an argument, <c>Name(_)</c>, that is not the last step of its path.</summary>
    BadSetterCall,

    /// <summary>An access mode that there is not, that does not go with the path, or that forbids what was
    /// asked.</summary>
    BadAccess,

    /// <summary>An index outside its list, or into what has no indexes.</summary>
    BadIndex,

    /// <summary>An object that is not registered, or an id that stands for none or for one that is gone.</summary>
    BadReference,

    /// <summary>A parent that is not there, or a parent where a value was given too.</summary>
    BadParent,

    /// <summary>A method that is not there, takes other arguments, gives nothing back, or throws.</summary>
    BadCall,

    /// <summary>A null on the way to the value.</summary>
    NilPath,

    /// <summary>An id that is taken, or that cannot be one.</summary>
    BadId,

    /// <summary>A property without a name, or with a value that it cannot have.</summary>
    BadProperty,
}
