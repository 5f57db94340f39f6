namespace Timeline.ChangeLogs;

/// <summary>What kind of thing an entry of a change log says.</summary>
public enum ChangeAction
{
    /// <summary>The log begins here, with the content of <see cref="ChangeEntry.After"/>.</summary>
    Init,

    /// <summary>Something was put where nothing was: a key, an element of a set, an element of a list before the one
    /// that was at its place.</summary>
    Add,

    /// <summary>Something took the place of something else.</summary>
    Update,

    /// <summary>Something was taken away.</summary>
    Remove,

    /// <summary>The whole content at the path took the place of another: a call that changes many places at
    /// once.</summary>
    Replace,

    /// <summary>What is at the path may not be changed from now on.</summary>
    Lock,

    /// <summary>What is at the path may be changed again.</summary>
    Unlock,

    /// <summary>A batch of changes was taken back: the content is as it was before the batch, and so is the log but for
    /// this entry.</summary>
    RolledBack,
}
