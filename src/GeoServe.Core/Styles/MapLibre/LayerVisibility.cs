namespace GeoServe.Core.Styles.MapLibre;

/// <summary>The layout property <c>visibility</c>.</summary>
internal enum LayerVisibility
{
    Visible,
    None,
}
