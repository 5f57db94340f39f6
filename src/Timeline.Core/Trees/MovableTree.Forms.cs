using System.Text.Json;
using Timeline.Crdts;

namespace Timeline.Trees;

public sealed partial class MovableTree<T>
{
    static string ICrdt<MovableTree<T>>.FormName => "movable-tree";

    void ICrdt<MovableTree<T>>.WriteState(CrdtOutput output) => MoveForm.Write(output, Log);

    static MovableTree<T> ICrdt<MovableTree<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        Of(MoveForm.Read<T>(ref reader, input));
}
