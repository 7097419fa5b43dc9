using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Themes;

/// <summary>Another collection below a theme, in one pale colour, so that people see where they are: water, roads, the districts' ground.</summary>
/// <param name="Collection">Id of the collection.</param>
/// <param name="Fill">Colour of its areas; null to draw its lines.</param>
/// <param name="Line">Colour of its lines; null to fill its areas.</param>
/// <param name="WidthPixels">Width of lines in a street's map, in style pixels; they grow from a quarter of it.</param>
/// <param name="MinZoom">First zoom of 256-pixel tiles with it.</param>
public sealed record ThemeGround(string Collection, Colour? Fill, Colour? Line, double WidthPixels, double MinZoom);
