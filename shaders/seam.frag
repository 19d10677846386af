#version 330 core
// How much of the pixel lies on each side of the border decides its colour.

in float v_across;
flat in vec4 v_left;
flat in vec4 v_right;
out vec4 o_colour;

void main()
{
    o_colour = mix(v_left, v_right, clamp(v_across + 0.5, 0.0, 1.0));
}
