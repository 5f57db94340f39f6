namespace Timeline.Tests.Faults.Disks;

/// <summary>A file system that a disk can have.</summary>
/// <param name="Name">What it is called in figures.</param>
/// <param name="Maker">The program that makes one.</param>
/// <param name="Package">The package of Debian with it.</param>
internal sealed record FileSystem(string Name, string Maker, string Package)
{
    /// <summary>What a machine mostly has: data is written before the metadata that shows it.</summary>
    public static FileSystem Ext4 { get; } = new("ext4", "mkfs.ext4", "e2fsprogs") { MakerOptions = ["-q", "-F"] };

    /// <summary>The same without an order between data and metadata: after a cut a file may have old blocks in it.</summary>
    public static FileSystem Ext4Writeback { get; } = Ext4 with { Name = "ext4 data=writeback", MountOptions = ",data=writeback" };

    public static FileSystem Xfs { get; } = new("xfs", "mkfs.xfs", "xfsprogs")
    {
        MakerOptions = ["-q", "-f"],
        MountOptions = ",nouuid",
        LeastMegabytes = 320,
    };

    public IReadOnlyList<string> MakerOptions { get; private init; } = [];

    /// <summary>Options of mounting, each behind a comma.</summary>
    public string MountOptions { get; private init; } = "";

    /// <summary>The smallest it can be made.</summary>
    public int LeastMegabytes { get; private init; }

    public override string ToString() => Name;
}
